import { describe, expect, it } from 'vitest';
import type { Share } from '../../src/domain/deadlines.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { type CountQuestion, createCountMemory } from '../../src/timeline/count-memory.ts';

const NOW = Date.UTC(2026, 3, 30, 12);
const EVERYTHING: CountQuestion = { provider: 'a', filterText: '{}', from: null, to: null };

/** A share of time of which so much has gone by, and whose signal nobody aborts. */
const shareWith = (spent: number): Share => ({
  signal: new AbortController().signal,
  spent: () => spent,
  ask: async (_what, answer) => answer(),
});

const LIVE = { isSettled: false, oldestReading: () => Promise.resolve(null) };

describe('the memory of counts', () => {
  const create = (maxLength?: number) =>
    createCountMemory({
      now: () => NOW,
      youngMs: 1000,
      settledMs: 1000,
      ...(maxLength !== undefined && { maxLength }),
    });
  const known = (count: number) => ({ count, readAt: NOW, asOf: NOW, isSettled: false });

  it('tells apart what differs in anything', () => {
    const memory = create();
    memory.keep(EVERYTHING, known(7));
    const others: Partial<CountQuestion>[] = [
      { provider: 'b' },
      { from: NOW },
      { to: NOW },
      { filterText: '{"direction":["INBOUND"]}' },
      { filterText: '{"vendor":{"vote":5}}' },
    ];
    for (const other of others) expect(memory.recall({ ...EVERYTHING, ...other })).toBeUndefined();
    expect(memory.recall({ ...EVERYTHING })).toMatchObject({ count: 7 });
  });

  it('gives nobody the time-out of another who asked first', async () => {
    const memory = create();
    const outcome = Promise.withResolvers<number>();
    const late = shareWith(1);
    const first = memory.ask(EVERYTHING, { ...LIVE, share: late, count: () => outcome.promise });
    const second = memory.ask(EVERYTHING, { ...LIVE, share: shareWith(0), count: () => Promise.resolve(7) });
    outcome.reject(new ProviderError('a', 'timed-out', 'too late'));
    await expect(first).rejects.toMatchObject({ kind: 'timed-out' });
    expect(await second).toMatchObject({ count: 7, asOf: NOW });
  });

  it('gives all who wait the failure of the vendor', async () => {
    const memory = create();
    const outcome = Promise.withResolvers<number>();
    const ask = () => memory.ask(EVERYTHING, { ...LIVE, share: shareWith(0), count: () => outcome.promise });
    const asked = [ask(), ask()];
    outcome.reject(new ProviderError('a', 'unavailable', 'down'));
    for (const outcome of await Promise.allSettled(asked)) expect(outcome).toMatchObject({ status: 'rejected' });
  });

  it('holds so much and no more, however long the filters are', () => {
    const memory = create(1000);
    const ask = (index: number) => ({ ...EVERYTHING, filterText: `${index}`.padEnd(400, '0') });
    for (let index = 0; index < 10; index += 1) memory.keep(ask(index), known(index));
    const held = Array.from({ length: 10 }, (_, index) => memory.recall(ask(index))?.count).filter(Number.isInteger);
    expect(held).toEqual([8, 9].filter((count) => held.includes(count)));
    expect(held).toContain(9);
    memory.keep({ ...EVERYTHING, filterText: '0'.repeat(2000) }, known(1));
    expect(memory.recall(ask(9))).toMatchObject({ count: 9 });
  });
});
