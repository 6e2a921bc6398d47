/** The loudest of each of `count` stretches of a recording, over all its channels: what a waveform draws of it. */
export function toPeaks(channels: readonly Float32Array[], count: number): Float32Array {
  const peaks = new Float32Array(count);
  for (const channel of channels) {
    for (let index = 0; index < count; index += 1) {
      const to = Math.floor(((index + 1) * channel.length) / count);
      for (let at = Math.floor((index * channel.length) / count); at < to; at += 1) {
        const loudness = Math.abs(channel[at]!);
        if (loudness > peaks[index]!) peaks[index] = loudness;
      }
    }
  }
  return peaks;
}
