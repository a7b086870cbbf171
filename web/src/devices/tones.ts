/** How a row of tones sounds. */
export interface Tones {
  hertz: readonly number[];
  secondsEach: number;
  loudness: number;
}

/** Plays tones one after the other into `output`; says after how many milliseconds they are over. */
export function playTones(context: AudioContext, output: AudioNode, tones: Tones): number {
  const { hertz, secondsEach, loudness } = tones;
  hertz.forEach((frequency, index) => {
    const begin = context.currentTime + index * secondsEach;
    const oscillator = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(loudness, begin + 0.02);
    gain.gain.linearRampToValueAtTime(0, begin + secondsEach);
    oscillator.connect(gain).connect(output);
    oscillator.start(begin);
    oscillator.stop(begin + secondsEach);
  });
  return hertz.length * secondsEach * 1000 + 200;
}
