import { getPrefs } from '../prefs/prefs';

const TONES_HZ = { knock: [523, 784], hand: [659] } as const;
const TONE_SECONDS = 0.16;
const LOUDNESS = 0.12;

/** A short sound for the one who runs the meeting. Silent where the browser holds sound back. */
export async function chime(kind: keyof typeof TONES_HZ): Promise<void> {
  const { sounds, speakerId } = getPrefs();
  if (!sounds || typeof AudioContext === 'undefined') return;
  const context = new AudioContext();
  if (speakerId && 'setSinkId' in context) {
    await (context as AudioContext & { setSinkId(id: string): Promise<void> })
      .setSinkId(speakerId)
      .catch(() => undefined);
  }
  TONES_HZ[kind].forEach((frequency, index) => {
    const begin = context.currentTime + index * TONE_SECONDS;
    const oscillator = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    gain.gain.linearRampToValueAtTime(0, begin + TONE_SECONDS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(begin);
    oscillator.stop(begin + TONE_SECONDS);
  });
  const length = TONES_HZ[kind].length * TONE_SECONDS * 1000 + 200;
  setTimeout(() => void context.close().catch(() => undefined), length);
}
