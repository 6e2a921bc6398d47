import { type FileHandle, open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { Compress } from './compression.ts';
import { ExportError } from './export-error.ts';

/** Where the rows of an export go. */
export type Sink = {
  /** How many bytes are there for good. */
  readonly bytes: number;
  write(text: string): Promise<void>;
  /** Everything written so far is on the disk, and can be read by itself. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

/** Texts are compressed and written in pieces of about this size. */
const PIECE_LENGTH = 250_000;

/** A file that goes on behind so many bytes; what stands behind them is cut. Only its owner reads it. */
export async function openFileSink(path: string, bytes: number, compress: Compress | null): Promise<Sink> {
  const file = await open(path, bytes === 0 ? 'w' : 'r+', 0o600).catch(({ code }: NodeJS.ErrnoException) => {
    throw new ExportError(
      code === 'ENOENT' && bytes > 0
        ? `${path} is gone, and its checkpoint is not: remove that too to begin anew.`
        : `${path} cannot be written (${code}).`,
    );
  });
  const { size } = await file.stat();
  if (size < bytes) {
    await file.close();
    throw new ExportError(
      `${path} has ${size} bytes, and its checkpoint knows ${bytes}: it is not the file that was written. Remove both to begin anew.`,
    );
  }
  await file.truncate(bytes);
  return createSink(bytes, {
    async append(text, place) {
      const piece = Buffer.from(text);
      const written = compress ? await compress(piece) : piece;
      await writeWhole(file, written, place);
      return written.byteLength;
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  });
}

async function writeWhole(file: FileHandle, piece: Buffer, place: number): Promise<void> {
  for (let done = 0; done < piece.byteLength;)
    done += (await file.write(piece, done, piece.byteLength - done, place + done)).bytesWritten;
}

/** A stream, such as standard output. */
export function openStreamSink(stream: Writable): Sink {
  // Each write is told of its failure: nobody else has to hear of it.
  stream.on('error', () => {});
  const write = (text: string) =>
    new Promise<void>((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
  return createSink(0, {
    async append(text) {
      await write(text).catch(({ code, message }: NodeJS.ErrnoException) => {
        throw new ExportError(
          code === 'EPIPE' ? 'Whoever read the rows has gone.' : `The rows cannot be written: ${message}.`,
        );
      });
      return Buffer.byteLength(text);
    },
    sync: async () => {},
    close: async () => {},
  });
}

type Place = {
  /** Writes at a place, and tells how many bytes it became. */
  readonly append: (text: string, place: number) => Promise<number>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

function createSink(begin: number, { append, sync, close }: Place): Sink {
  let bytes = begin;
  let waiting: string[] = [];
  let length = 0;
  const writeOut = async (): Promise<void> => {
    if (length === 0) return;
    const text = waiting.join('');
    [waiting, length] = [[], 0];
    bytes += await append(text, bytes);
  };
  return {
    get bytes() {
      return bytes;
    },
    async write(text) {
      waiting.push(text);
      length += text.length;
      if (length >= PIECE_LENGTH) await writeOut();
    },
    async flush() {
      await writeOut();
      await sync();
    },
    close,
  };
}
