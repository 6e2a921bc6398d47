import type { Readable } from 'node:stream';

/** The beginning of a file, and the file with it. */
export type FileHead = {
  /** The text of a short file; null for a longer one, which is no refusal. */
  readonly text: string | null;
  readonly body: AsyncIterable<Uint8Array>;
};

/** A refusal is a few hundred bytes. */
const MOST_BYTES = 64 * 1024;

/** Reads the beginning of a file, to look at it before the file is handed on whole. */
export async function readFileHead(body: Readable): Promise<FileHead> {
  const chunks = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  while (size <= MOST_BYTES) {
    const next = await chunks.next();
    if (next.done === true) return { text: Buffer.concat(head).toString(), body: join(head, chunks, body) };
    head.push(next.value);
    size += next.value.length;
  }
  return { text: null, body: join(head, chunks, body) };
}

async function* join(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
  body: Readable,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    yield* head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    body.destroy();
  }
}
