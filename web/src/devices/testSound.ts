import { playTones } from './tones';

const TONES = { hertz: [440, 554, 659], secondsEach: 0.22, loudness: 0.18 };

/** Three tones on the chosen loudspeaker; resolves when the last one has ended. */
export async function playTestSound(speakerId: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const length = playTones(context, output, TONES);
  // Through an element, because only elements can be sent to a chosen loudspeaker.
  const element = new Audio();
  element.srcObject = output.stream;
  if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId).catch(() => undefined);
  await element.play().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, length));
  element.srcObject = null;
  await context.close().catch(() => undefined);
}
