import { playTones } from '../devices/tones';
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
  const length = playTones(context, context.destination, {
    hertz: TONES_HZ[kind],
    secondsEach: TONE_SECONDS,
    loudness: LOUDNESS,
  });
  setTimeout(() => void context.close().catch(() => undefined), length);
}
