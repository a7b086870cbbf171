const TONES_HZ = [440, 554, 659];
const TONE_SECONDS = 0.22;
const LOUDNESS = 0.18;

/** Three tones on the chosen loudspeaker; resolves when the last one has ended. */
export async function playTestSound(speakerId: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  TONES_HZ.forEach((frequency, index) => {
    const begin = context.currentTime + index * TONE_SECONDS;
    const oscillator = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    gain.gain.linearRampToValueAtTime(0, begin + TONE_SECONDS);
    oscillator.connect(gain).connect(output);
    oscillator.start(begin);
    oscillator.stop(begin + TONE_SECONDS);
  });
  // Through an element, because only elements can be sent to a chosen loudspeaker.
  const element = new Audio();
  element.srcObject = output.stream;
  if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId).catch(() => undefined);
  await element.play().catch(() => undefined);
  const length = TONES_HZ.length * TONE_SECONDS * 1000 + 200;
  await new Promise((resolve) => setTimeout(resolve, length));
  element.srcObject = null;
  await context.close().catch(() => undefined);
}
