import { type FileHandle, open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { Compress } from './compression.ts';
import { ExportError, toWriteError } from './export-error.ts';

/** Where the rows of an export go. */
export type Sink = ReturnType<typeof createSink>;

/** Texts are compressed and written in pieces of about this size. */
const PIECE_LENGTH = 120_000;

/** A file that goes on behind so many bytes; what stands behind them is cut. Only its owner reads it. */
export async function openFileSink(path: string, bytes: number, compress: Compress | null): Promise<Sink> {
  const notWritten = (error: unknown): never => {
    throw toWriteError(path, error);
  };
  const file = await open(path, bytes === 0 ? 'w' : 'r+', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && bytes > 0)
      throw new ExportError(`${path} is gone, and its checkpoint is not: remove that too to begin anew.`);
    return notWritten(error);
  });
  try {
    await cutBehind(file, bytes, { path, isCompressed: compress !== null });
  } catch (error) {
    await file.close();
    return notWritten(error);
  }
  return createSink(bytes, {
    async append(text, place) {
      const piece = Buffer.from(text);
      const written = compress ? compress(piece) : piece;
      await writeWhole(file, written, place).catch(notWritten);
      return written.byteLength;
    },
    sync: () => file.datasync().catch(notWritten),
    close: () => file.close(),
  });
}

/** Cuts what stands behind so many bytes of the file that they were written into. */
async function cutBehind(
  file: FileHandle,
  bytes: number,
  { path, isCompressed }: { readonly path: string; readonly isCompressed: boolean },
): Promise<void> {
  const refuse = (what: string): never => {
    throw new ExportError(`${path} ${what}: it is not the file that was written. Remove both to begin anew.`);
  };
  const { size } = await file.stat();
  if (size < bytes) refuse(`has ${size} bytes, and its checkpoint knows ${bytes}`);
  if (bytes > 0 && !isCompressed) {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, bytes - 1);
    if (buffer.toString() !== '\n') refuse(`has no row that ends where its checkpoint says, behind ${bytes} bytes`);
  }
  if (size > bytes) await file.truncate(bytes);
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

function createSink(begin: number, { append, sync, close }: Place) {
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
    /** How many bytes are there for good. */
    get bytes(): number {
      return bytes;
    },
    async write(text: string): Promise<void> {
      waiting.push(text);
      length += text.length;
      if (length >= PIECE_LENGTH) await writeOut();
    },
    /** Everything written so far is on the disk, and can be read by itself. */
    async flush(): Promise<void> {
      await writeOut();
      await sync();
    },
    close,
  };
}
