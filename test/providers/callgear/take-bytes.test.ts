import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readByteSpan, takeBytes } from '../../../src/providers/callgear/media/open-media.ts';

const chunksOf = (...texts: string[]) => texts.map((text) => Uint8Array.from(Buffer.from(text)));

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}

describe('the bytes of a span', () => {
  it.each([
    [0, 9, 'abcdefghi'],
    [2, 7, 'cdefg'],
    [3, 6, 'def'],
    [8, 9, 'i'],
    [4, 4, ''],
  ])('from %i to %i are %s, and the rest is not read', async (from, to, text) => {
    const body = Readable.from(chunksOf('abc', 'def', 'ghi'));
    expect(await textOf(takeBytes(body, from, to))).toBe(text);
    expect(body.destroyed).toBe(true);
  });

  it('leave no memory behind of what lies before them', async () => {
    const chunks = chunksOf('abc', 'def', 'ghi');
    expect(await textOf(takeBytes(Readable.from(chunks), 7, 9))).toBe('hi');
    expect(chunks.map(({ byteLength }) => byteLength)).toEqual([0, 0, 3]);
  });
});

describe('a Range header', () => {
  it.each([
    ['bytes=0-4', { from: 0, to: 5 }],
    ['bytes=4-', { from: 4, to: 10 }],
    ['bytes=-4', { from: 6, to: 10 }],
    ['bytes=-40', { from: 0, to: 10 }],
    ['bytes=4-40', { from: 4, to: 10 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=0-1,4-5', null],
    ['seconds=0-1', null],
    ['bytes=-', null],
  ])('of %s asks ten bytes for %j', (range, span) => {
    expect(readByteSpan(range, 10)).toEqual(span);
  });
});
