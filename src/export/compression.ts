import { constants, gzipSync, zstdCompressSync } from 'node:zlib';

/**
 * Makes a piece of a file smaller; pieces stand one after the other, and are read as one. It takes milliseconds, in which
 * nothing else is to be done: threads for it would each hold memory of their own.
 */
export type Compress = (piece: Buffer) => Buffer;

/** How far back it looks for what is repeated: a piece is hardly longer. */
const WINDOW = { params: { [constants.ZSTD_c_windowLog]: 17 } };

const BY_EXTENSION: Readonly<Record<string, Compress>> = {
  '.gz': (piece) => gzipSync(piece),
  '.zst': (piece) => zstdCompressSync(piece, WINDOW),
};

/** How a file of this name is compressed; null where it is not. */
export function compressionOf(path: string): Compress | null {
  const extension = Object.keys(BY_EXTENSION).find((end) => path.endsWith(end));
  return extension === undefined ? null : BY_EXTENSION[extension]!;
}
