import type { Readable } from 'node:stream';
import { freeBytes } from '../../../transport/free-bytes.ts';

/** Bytes from a place to another, the last one excluded. */
export type ByteSpan = { readonly from: number; readonly to: number };

/** Reads a Range header of one span; null for a form that is better answered with the whole. */
export function readByteSpan(range: string, length: number): ByteSpan | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length : Math.min(length, Number(last) + 1);
  return from >= length || from >= to ? 'unsatisfiable' : { from, to };
}

/** The bytes of a span of a stream; the stream is ended when they have been read, or are no longer wanted. */
export async function* takeBytes(body: Readable, from: number, to: number): AsyncGenerator<Uint8Array, undefined> {
  let at = 0;
  try {
    if (from >= to) return;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      const part = chunk.subarray(Math.max(0, from - at), Math.max(0, to - at));
      at += chunk.length;
      if (part.length > 0) yield part;
      else freeBytes(chunk);
      if (at >= to) return;
    }
  } finally {
    body.destroy();
  }
}
