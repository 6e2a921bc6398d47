import { promisify } from 'node:util';
import { gzip, zstdCompress } from 'node:zlib';

/** Makes a piece of a file smaller; pieces stand one after the other, and are read as one. */
export type Compress = (piece: Buffer) => Promise<Buffer>;

const BY_EXTENSION: Readonly<Record<string, Compress>> = {
  '.gz': promisify(gzip),
  '.zst': promisify(zstdCompress),
};

/** How a file of this name is compressed; null where it is not. */
export function compressionOf(path: string): Compress | null {
  const extension = Object.keys(BY_EXTENSION).find((end) => path.endsWith(end));
  return extension === undefined ? null : BY_EXTENSION[extension]!;
}
