import { promisify } from 'node:util';
import {
  type BrotliCompress,
  type Gzip,
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
} from 'node:zlib';
import type { Encoding } from './accept.ts';

/** Smaller is not worth compressing: headers and packets weigh as much. */
export const COMPRESSION_FLOOR_BYTES = 1024;

/**
 * Levels by measurement (npm run bench -- compression): 84 kB of 200 calls are 11.8 kB after half a millisecond with br 4,
 * 12.4 kB after 0.6 ms with gzip 5. The next level of br takes twice the time for a kilobyte less.
 */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const GZIP = { level: 5 };

const brotliBytes = promisify(brotliCompress);
const gzipBytes = promisify(gzip);

/** Compresses what is there as a whole, beside the event loop. */
export const compress = (bytes: Uint8Array | string, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br' ? brotliBytes(bytes, BROTLI) : gzipBytes(bytes, GZIP);

/** Compresses what comes in parts. Whoever writes into it says with `flush()` that a part is whole. */
export const createCompressor = (encoding: Encoding): BrotliCompress | Gzip =>
  encoding === 'br' ? createBrotliCompress(BROTLI) : createGzip(GZIP);
