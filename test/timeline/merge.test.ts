import { describe, expect, it } from 'vitest';
import { type Source, hasRow, merge } from '../../src/timeline/merge.ts';

describe('merge', () => {
  it('asks only the sources that the next row depends on', async () => {
    const [near, far] = [createSource([[1, 2], [3]]), createSource([[10], [11]])];
    expect(await take([near, far], 3)).toEqual([1, 2, 3]);
    expect([near.pulls, far.pulls]).toEqual([2, 1]);
  });

  it('asks the sources that it needs at the same time', async () => {
    const gate = Promise.withResolvers<void>();
    const sources = [createSource([[1]], gate.promise), createSource([[2]], gate.promise)];
    const taking = take(sources, 2);
    await Promise.resolve();
    expect(sources.map(({ pulls }) => pulls)).toEqual([1, 1]);
    gate.resolve();
    expect(await taking).toEqual([1, 2]);
  });

  it('goes on without a source that failed', async () => {
    expect(await take([createSource([[1, 5], 'fails']), createSource([[2, 6]])], 9)).toEqual([1, 2, 5, 6]);
  });

  it('ends where a source stalled, and asks no other for what lies beyond', async () => {
    const [stalling, other] = [createSource([[1, 4], 'stalls']), createSource([[2], [3, 6], [7]])];
    const rows: number[] = [];
    const end = await merge(
      [stalling, other],
      (a, b) => a - b,
      (row) => (rows.push(row), 'take'),
    );
    expect(end).toBe(stalling);
    expect(rows).toEqual([1, 2, 3, 4]);
    expect(other.pulls).toBe(2);
  });

  it('leaves a row where it is when it is told to', async () => {
    const source = createSource([[1, 2]]);
    await merge(
      [source],
      (a, b) => a - b,
      (row) => (row === 2 ? 'leave' : 'take'),
    );
    expect(source.head()).toBe(2);
  });
});

describe('hasRow', () => {
  it('ends with the first source that has a row, while others are still silent', async () => {
    const silent = createSource([[1]], new Promise(() => {}));
    expect(await hasRow([silent, createSource([[], [2]])])).toBe(true);
  });

  it('is false when all have come to their end without one', async () => {
    expect(await hasRow([createSource([[], []]), createSource([])])).toBe(false);
  });
});

/** A source that brings its pages one by one, and may end badly. */
function createSource(
  pages: readonly (readonly number[] | 'fails' | 'stalls')[],
  gate: Promise<void> = Promise.resolve(),
) {
  const rest = [...pages];
  const rows: number[] = [];
  let progress = -Infinity;
  let end: 'fails' | 'stalls' | null = null;
  const isOver = (): boolean => rest.length === 0 && end === null;
  const source: Source<number> & { pulls: number } = {
    pulls: 0,
    head: () => rows[0],
    take: () => void rows.shift(),
    canPull: () => rest.length > 0 && end === null,
    async pull() {
      source.pulls += 1;
      await gate;
      const page = rest.shift();
      if (typeof page === 'string') end = page;
      else rows.push(...(page ?? []));
      progress = rows.at(-1) ?? progress;
    },
    reaches: (row) => isOver() || row <= progress,
    progress: () => (isOver() ? Infinity : progress),
    hasStalled: () => end === 'stalls',
  };
  return source;
}

async function take(sources: readonly Source<number>[], count: number): Promise<number[]> {
  const rows: number[] = [];
  await merge(
    sources,
    (a, b) => a - b,
    (row) => (rows.push(row) === count ? 'last' : 'take'),
  );
  return rows;
}
