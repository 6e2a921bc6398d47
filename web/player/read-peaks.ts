import { toPeaks } from './to-peaks.ts';

/**
 * Up to where a recording is drawn. Drawing takes all of it, decoded: 20 minutes of telephone sound are 40 to 80 MB for a
 * moment, and 400 MB in the worst case (44.1 kHz in stereo). What is longer is played as it comes, which takes no memory.
 */
const MOST_DRAWN_SECONDS = 20 * 60;
const MOST_DRAWN_BYTES = 12 * 1024 * 1024;
const SAMPLES_PER_SECOND = 8000;
const PEAKS = 240;

/** Whether a recording is short enough to be drawn; one of unknown size is measured while it is read. */
export const isDrawn = (durationSeconds: number, sizeBytes: number | null): boolean =>
  durationSeconds <= MOST_DRAWN_SECONDS && (sizeBytes ?? 0) <= MOST_DRAWN_BYTES;

/** Reads a recording and gives its peaks, 0 to 1; null where it is too large, or nothing that this browser can decode. */
export async function readPeaks(url: string, signal: AbortSignal): Promise<Float32Array | null> {
  const response = await fetch(url, { signal });
  const bytes = response.ok ? await readBounded(response) : null;
  if (bytes === null) return null;
  // Decodes without an output device, and gives samples at the rate it was made for.
  const decoder = new OfflineAudioContext(1, 1, SAMPLES_PER_SECOND);
  const decoded = await decoder.decodeAudioData(bytes).catch(() => null);
  if (decoded === null) return null;
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) => decoded.getChannelData(index));
  return toPeaks(channels, PEAKS);
}

async function readBounded(response: Response): Promise<ArrayBuffer | null> {
  if (Number(response.headers.get('content-length') ?? 0) > MOST_DRAWN_BYTES || response.body === null) {
    await response.body?.cancel();
    return null;
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  // Not every browser can loop over a body.
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    chunks.push(read.value);
    if (size > MOST_DRAWN_BYTES) {
      await reader.cancel();
      return null;
    }
  }
  return new Blob(chunks).arrayBuffer();
}
