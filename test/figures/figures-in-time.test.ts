import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStoreAccess } from '../../src/history/store-access.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { StoreError } from '../../src/history/store/store-error.ts';
import { DAY_MS, type Instant, SECOND_MS } from '../../src/time/instant.ts';
import { createFakeTimer } from '../support/fake-timer.ts';
import { createQueryRunner } from '../support/run-query.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { SETTLED, SINCE, callAt, keeping, now, startKept } from './kept-figures.ts';

const DAYS = 38;
const A_DAY = 3;
const DEADLINE_MS = 1000;
const iso = (instant: Instant): string => new Date(instant).toISOString();

type Stats = {
  readonly callStats: {
    readonly totals: { readonly calls: number };
    readonly isComplete: boolean;
    readonly problems: readonly { readonly kind: string; readonly message: string }[];
  };
};

/** Some calls of each day; every second one has a note. */
const calls = Array.from({ length: DAYS * A_DAY }, (_, index) =>
  callAt(`c${index}`, SINCE + Math.floor((index * DAY_MS) / A_DAY), {
    note: index % 2 === 0 ? 'asked for a discount' : null,
  }),
);

const FILTERS = {
  'columns decide': { filter: '', calls: calls.length },
  'rows decide, in a search': { filter: 'text: "discount"', calls: calls.length / 2 },
} as const;

const ask = (filter: string): string =>
  `{ callStats(filter: { startedAt: { from: "${iso(SINCE)}", to: "${iso(SETTLED)}" } ${filter} }) {
    totals { calls } isComplete problems { kind message } } }`;

/** A store that groups a day with each statement, and whatever else happens then. */
const byDay = (store: HistoryStore, onStatement: () => void): HistoryStore => ({
  ...store,
  async groupCalls(question) {
    onStatement();
    const end = (Math.floor(question.borders[0]! / DAY_MS) + 1) * DAY_MS;
    const within = question.borders.filter((border) => border < end);
    return store.groupCalls({ ...question, borders: [...within, Math.min(end, question.borders.at(-1)!)] });
  },
  async readPage(question) {
    onStatement();
    const end = (Math.floor(question.range.from / DAY_MS) + 1) * DAY_MS;
    return store.readPage({ ...question, range: { ...question.range, to: Math.min(end, question.range.to) } });
  },
});

describe.each(Object.entries(FILTERS))('figures that take long, where %s', (_name, asked) => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('are finished, whatever a page would wait for the store, and cost no vendor a request', async () => {
    const { vendor, store, account } = await startKept(calls);
    const timer = createFakeTimer();
    const { log, lines } = createRecordingLog();
    const slow = byDay(store, () => timer.advance(SECOND_MS));
    const access = createStoreAccess(slow, { log, timer, onBegunAnew() {} });
    const run = createQueryRunner([keeping(vendor, slow, account, { access })], { now });
    const { data, errors } = await run<Stats>(ask(asked.filter));
    expect([errors, data.callStats.problems]).toEqual([[], []]);
    expect(data.callStats.totals.calls).toBe(asked.calls);
    expect(vendor.requests.total).toBe(0);
    expect(lines).toEqual([]);
  });

  it('say what there was no time for, and go further when they are asked again', async () => {
    const { vendor, store, account } = await startKept(calls, undefined, { deadlineMs: DEADLINE_MS });
    const slow = byDay(store, () => void vi.advanceTimersByTime(50));
    const run = createQueryRunner([keeping(vendor, slow, account)], { now });
    const counted: number[] = [];
    for (let isComplete = false; !isComplete && counted.length <= DAYS;) {
      const { data, errors } = await run<Stats>(ask(asked.filter));
      expect(errors).toEqual([]);
      const { callStats } = data;
      counted.push(callStats.totals.calls);
      isComplete = callStats.isComplete;
      if (!isComplete)
        expect(callStats.problems).toEqual([
          {
            kind: 'TIMED_OUT',
            message: expect.stringMatching(
              /^The calls of north from 2026-\S+ to 2026-04-28T12:00:00\.000Z are kept, .* Ask again: what was counted is remembered\.$/,
            ) as string,
          },
        ]);
    }
    expect(counted.length).toBeGreaterThan(2);
    expect(counted).toEqual([...new Set(counted)].sort((a, b) => a - b));
    expect(counted.at(-1)).toBe(asked.calls);
    expect(vendor.requests.total).toBe(0);
  });
});

describe('figures over a store that fails on the way', () => {
  const many = Array.from({ length: 1200 }, (_, index) =>
    callAt(`m${index}`, SETTLED - DAY_MS + index * 60 * SECOND_MS),
  );

  it('are read live where that is little, and otherwise say that the kept history does not answer', async () => {
    for (const [of, isComplete] of [
      [calls, true],
      [[...calls, ...many], false],
    ] as const) {
      const { vendor, store, account } = await startKept(of);
      let statements = 0;
      const failing = byDay(store, () => {
        statements += 1;
        if (statements > 10) throw new StoreError('away', 'as tests want it');
      });
      const run = createQueryRunner([keeping(vendor, failing, account)], { now });
      const { data } = await run<Stats>(ask(''));
      const { callStats } = data;
      expect(callStats.isComplete).toBe(isComplete);
      expect(callStats.problems).toEqual(
        isComplete
          ? []
          : [
              {
                kind: 'UNAVAILABLE',
                message: expect.stringMatching(
                  /^The kept history of north does not answer now\. Its calls from \S+ to \S+ are missing from these figures\. Try again\.$/,
                ) as string,
              },
            ],
      );
      const before = of.filter(({ startedAt }) => startedAt < Math.floor(SINCE / DAY_MS + 10) * DAY_MS);
      expect(callStats.totals.calls).toBe(isComplete ? of.length : before.length);
    }
  });
});
