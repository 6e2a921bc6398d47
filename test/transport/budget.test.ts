import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Waiter, waitingAs } from '../../src/time/waiting-as.ts';
import { withDeadline } from '../../src/time/with-deadline.ts';
import {
  type Budget,
  BudgetExhausted,
  type Draw,
  type Pass,
  createBudget,
  goOnWith,
} from '../../src/transport/budget.ts';
import { createFlight } from '../../src/transport/flight.ts';
import { never } from './exchange-stub.ts';

const LIGHT = { light: { points: 2, perSeconds: 1 } };
const UNKNOWN = { light: null };

/** Seconds since the start. */
const seconds = (): number => Math.floor(performance.now() / 100) / 10;

/** Enters, leaves at once with an answer, and says when it was let in. */
async function pass(budget: Budget, { signal = never(), ...draw }: Draw & { signal?: AbortSignal } = {}) {
  const place = await budget.enter('light', signal, draw);
  place.answered();
  return seconds();
}

const many = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

const refusalOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('a budget', () => {
  it('lets through what it holds, and the rest a second later, in order', async () => {
    const budget = createBudget({ rates: LIGHT });
    const order: number[] = [];
    const times = many(5, async (index) => {
      const time = await pass(budget);
      order.push(index);
      return time;
    });
    await vi.runAllTimersAsync();
    expect(await Promise.all(times)).toEqual([0, 0, 1, 1, 2]);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it('fills a bucket again as the vendor drains it', async () => {
    const budget = createBudget({ rates: { light: { burst: 4, perSecond: 2 } } });
    const times = many(7, () => pass(budget));
    await vi.runAllTimersAsync();
    expect(await Promise.all(times)).toEqual([0, 0, 0, 0, 0.5, 1, 1.5]);
  });

  it('leaves half of what goes at once to people, however much the background wants', async () => {
    for (const rate of [
      { burst: 10, perSecond: 2 },
      { points: 10, perSeconds: 5 },
    ]) {
      const begin = seconds();
      const budget = createBudget({ rates: { light: rate } });
      const background = many(8, () => waitingAs({ urgency: 'sync' }, () => pass(budget)));
      await vi.advanceTimersByTimeAsync(0);
      const people = await Promise.all(many(5, () => pass(budget)));
      expect(people).toEqual(Array(5).fill(begin));
      await vi.runAllTimersAsync();
      const times = await Promise.all(background);
      expect(times.filter((time) => time === begin)).toHaveLength(5);
    }
  });

  it.each([
    // Three at once and then 0.6 a second; one every two thirds of a second.
    [{ burst: 10, perSecond: 2 }, 27 / 0.6],
    [{ points: 5, perSeconds: 1 }, 29 / 1.5],
  ])('lets the background have its share of %j, all of it and no more', async (rate, lastAt) => {
    const begin = seconds();
    const budget = createBudget({ rates: { light: rate } });
    const background = many(30, () => waitingAs({ urgency: 'sync', share: 0.3 }, () => pass(budget)));
    await vi.advanceTimersByTimeAsync(10_000);
    // Whoever comes meanwhile does not wait for what the background has used up.
    expect(await pass(budget)).toBe(begin + 10);
    await vi.runAllTimersAsync();
    expect(Math.max(...(await Promise.all(background))) - begin).toBeCloseTo(lastAt, 0);
  });

  it('leaves a vendor without a known limit alone for as long as the share of the time wants', async () => {
    const budget = createBudget({ rates: UNKNOWN });
    const background = { urgency: 'sync', share: 0.25 } as const;
    const first = await waitingAs(background, () => budget.enter('light', never()));
    await vi.advanceTimersByTimeAsync(100);
    first.answered();
    const second = waitingAs(background, () => pass(budget));
    expect(await pass(budget)).toBe(0.1);
    await vi.runAllTimersAsync();
    expect(await second).toBe(0.4);
  });

  it('lets the background have its share of the pace that refusals have taught', async () => {
    const budget = createBudget({ rates: UNKNOWN });
    const places = await Promise.all(many(4, () => budget.enter('light', never())));
    for (const place of places) place.refused(null);
    const background = many(3, () => waitingAs({ urgency: 'sync', share: 0.25 }, () => pass(budget)));
    await vi.runAllTimersAsync();
    const [first = 0, , third = 0] = await Promise.all(background);
    // Two a second, creeping up; a quarter of it is one in two seconds, where all of it would be two.
    expect(third - first).toBeGreaterThan(3);
    expect(third - first).toBeLessThanOrEqual(4);
  });

  it('keeps labels apart, and refuses one that nobody declared', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 60 }, heavy: null } });
    await pass(budget);
    (await budget.enter('heavy', never())).answered();
    expect(seconds()).toBe(0);
    await expect(budget.enter('lihgt', never())).rejects.toThrow('no rate budget is called "lihgt"');
  });

  it('draws as many points as a request costs', async () => {
    const budget = createBudget({ rates: { light: { points: 10, perSeconds: 1 } } });
    const times = many(2, () => pass(budget, { points: 8 }));
    await vi.runAllTimersAsync();
    expect(await Promise.all(times)).toEqual([0, 1]);
  });

  it('lets in no more at a time than it may, over all labels', async () => {
    const budget = createBudget({ rates: { light: null, heavy: null }, atOnce: 2 });
    const entered = many(4, (index) => budget.enter(index % 2 ? 'light' : 'heavy', never()));
    let inside = 0;
    for (const place of entered) void place.then(() => (inside += 1));
    await vi.advanceTimersByTimeAsync(0);
    expect(inside).toBe(2);
    (await entered[1])?.left();
    await vi.advanceTimersByTimeAsync(0);
    expect(inside).toBe(3);
  });

  it('begins with a few at a time, and with more for each that is answered', async () => {
    const budget = createBudget({ rates: UNKNOWN, atOnce: 8 });
    const inside: Pass[] = [];
    for (const place of many(12, () => budget.enter('light', never()))) void place.then((pass) => inside.push(pass));
    await vi.advanceTimersByTimeAsync(0);
    expect(inside).toHaveLength(4);
    for (const place of inside) place.answered();
    await vi.advanceTimersByTimeAsync(0);
    expect(inside).toHaveLength(4 + 8);
  });

  it('lets nobody in at the last moment, who would be asked for in vain', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 9.8 } } });
    await pass(budget);
    await expect(pass(budget, { signal: withDeadline(never(), 10_000) })).rejects.toBeInstanceOf(BudgetExhausted);
    expect(seconds()).toBe(0);
  });

  it('fails at once where the wait cannot end before the deadline, or within a minute, saying how long it would be', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 10 } } });
    await pass(budget);
    const refusal = await refusalOf(pass(budget, { signal: withDeadline(never(), 5_000) }));
    expect(refusal).toBeInstanceOf(BudgetExhausted);
    expect(refusal).toMatchObject({ label: 'light', retryAfterMs: 10_000 });
    budget.pause('light', 90_000);
    expect(await refusalOf(pass(budget))).toMatchObject({ retryAfterMs: 90_000 });
    expect(seconds()).toBe(0);
  });

  it('says that it was spent when the deadline passes in line', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 3 } } });
    await pass(budget);
    const first = pass(budget);
    const second = expect(pass(budget, { signal: withDeadline(never(), 5_000) })).rejects.toBeInstanceOf(
      BudgetExhausted,
    );
    await vi.runAllTimersAsync();
    await Promise.all([first, second]);
  });

  it('lets nobody wait for longer than a minute, nor more than a thousand at a time', async () => {
    const budget = createBudget({ rates: UNKNOWN, atOnce: 1 });
    await budget.enter('light', never());
    const waiting = many(1_000, () => expect(pass(budget)).rejects.toBeInstanceOf(BudgetExhausted));
    expect(await refusalOf(pass(budget))).toBeInstanceOf(BudgetExhausted);
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(waiting);
    expect(seconds()).toBe(60);
  });

  it('is left by a caller who goes away, who draws nothing', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 10 } } });
    await pass(budget);
    const caller = new AbortController();
    const gone = many(3, () => expect(pass(budget, { signal: caller.signal })).rejects.toThrow('gone'));
    const stays = pass(budget);
    await vi.advanceTimersByTimeAsync(1_000);
    caller.abort(new Error('gone'));
    await Promise.all(gone);
    await vi.runAllTimersAsync();
    expect(await stays).toBe(10);
  });

  it('believes what a reply says of the limit', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 10 } } });
    budget.learn('light', 3);
    await Promise.all(many(3, () => pass(budget)));
    expect(seconds()).toBe(0);
  });
});

describe('a budget of an account that had one', () => {
  it('is the same one under the same limits', () => {
    const budget = createBudget({ rates: LIGHT });
    expect(goOnWith({ rates: LIGHT }, null, budget)).toBe(budget);
  });

  it.each([
    ['a bucket', { burst: 4, perSecond: 2 }, { burst: 6, perSecond: 2 }],
    ['a stretch', { points: 4, perSeconds: 1 }, { points: 6, perSeconds: 1 }],
  ])('goes on under other limits with what was drawn of %s', async (_name, old, other) => {
    const budget = createBudget({ rates: { light: old } });
    await Promise.all(many(3, () => pass(budget)));
    expect(goOnWith({ rates: { light: other } }, null, budget).levels()).toMatchObject([{ limit: 6, left: 3 }]);
  });

  it('goes on with a pause and with a pace, and begins with nothing what was not there before', async () => {
    const budget = createBudget({ rates: UNKNOWN });
    const refused = await budget.enter('light', never());
    refused.refused(null);
    budget.pause('light', 20_000);
    const next = goOnWith({ rates: { ...UNKNOWN, heavy: { points: 1, perSeconds: 1 } } }, null, budget);
    expect(next.pausedForMs('light')).toBe(20_000);
    expect(next.spacingMs('light')).toBe(budget.spacingMs('light'));
    expect(next.spacingMs('light')).toBeGreaterThan(500);
    expect(next.levels()).toMatchObject([{ label: 'light' }, { label: 'heavy', left: 1, pausedMs: 0 }]);
  });
});

describe('a pause', () => {
  it('holds a label back for as long as the vendor named, also those already in line', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 1 } } });
    await pass(budget);
    const waits = pass(budget);
    const hurried = refusalOf(pass(budget, { signal: withDeadline(never(), 10_000) }));
    budget.pause('light', 20_000);
    expect(budget.pausedForMs('light')).toBe(20_000);
    expect(await hurried).toMatchObject({ retryAfterMs: 20_000 });
    await vi.runAllTimersAsync();
    expect(await waits).toBe(20);
    expect(budget.pausedForMs('light')).toBeNull();
  });

  it('sends a line of a thousand away without holding up everything else', async () => {
    vi.useRealTimers();
    const budget = createBudget({ rates: { light: { burst: 1, perSecond: 1 } } });
    const sent = many(1000, (index) => waitingAs({ caller: `${index % 7}` }, () => refusalOf(pass(budget))));
    const startedAt = performance.now();
    budget.pause('light', 120_000);
    expect(performance.now() - startedAt).toBeLessThan(250);
    const refused = (await Promise.all(sent)).filter((error) => error instanceof BudgetExhausted);
    expect(refused.length).toBeGreaterThan(990);
  });

  it.each([99_999_999_000, 1e15, Infinity])(
    'is believed for ten minutes at most, whatever the vendor named: %d ms',
    (ms) => {
      const budget = createBudget({ rates: UNKNOWN });
      budget.pause('light', ms);
      expect(budget.pausedForMs('light')).toBe(600_000);
    },
  );

  it('is ended by one request that tries, before the others follow', async () => {
    const budget = createBudget({ rates: UNKNOWN });
    budget.pause('light', 30_000);
    const entered: Pass[] = [];
    const waiting = many(4, () => budget.enter('light', never()).then((place) => void entered.push(place)));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(entered).toHaveLength(1);
    entered[0]?.refused(20_000);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(entered).toHaveLength(2);
    // A connection that breaks tells nothing: the next one tries.
    entered[1]?.left();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(entered).toHaveLength(3);
    entered[2]?.answered();
    await vi.runAllTimersAsync();
    await Promise.all(waiting);
    expect(entered).toHaveLength(4);
  });

  it('is not ended by an answer to what was asked before it', async () => {
    const budget = createBudget({ rates: UNKNOWN });
    const [refused, slow] = await Promise.all([budget.enter('light', never()), budget.enter('light', never())]);
    refused.refused(30_000);
    slow.answered();
    expect(budget.pausedForMs('light')).toBe(30_000);
  });
});

describe('the pace of a label', () => {
  /** A vendor that lets two a second through and names no time. */
  function createVendor(perSecond: number) {
    let times: number[] = [];
    return () => {
      times = times.filter((at) => at > performance.now() - 1_000);
      if (times.length >= perSecond) return false;
      times.push(performance.now());
      return true;
    };
  }

  async function askAll(budget: Budget, asks: () => boolean, requests: number) {
    let asked = 0;
    let answered = 0;
    let refusals = 0;
    const run = async (): Promise<void> => {
      while (answered < requests) {
        const place = await budget.enter('light', never()).catch(() => null);
        if (place === null) continue;
        asked += 1;
        const isGood = asks();
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (isGood) {
          answered += 1;
          place.answered();
        } else {
          refusals += 1;
          place.refused(null);
        }
      }
    };
    const all = Promise.all(many(30, run));
    await vi.runAllTimersAsync();
    await all;
    return { asked, refusals, seconds: seconds() };
  }

  it.each([2, 8, Infinity])(
    'is learned from a few refusals of a vendor that names no time, %d at once',
    async (atOnce) => {
      const budget = createBudget({ rates: UNKNOWN, atOnce });
      const { asked, refusals, seconds: took } = await askAll(budget, createVendor(2), 100);
      expect(asked).toBeGreaterThanOrEqual(100);
      expect(refusals).toBeLessThanOrEqual(atOnce === Infinity ? 45 : 25);
      expect(took).toBeLessThan(100);
    },
  );

  it('falls once for all that were on their way', async () => {
    const budget = createBudget({ rates: UNKNOWN });
    const places = await Promise.all(many(20, () => budget.enter('light', never())));
    for (const place of places) place.refused(null);
    // Twenty in a second were too many: ten are tried next.
    expect(budget.waitMs('light')).toBe(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await pass(budget);
    expect(budget.waitMs('light')).toBeLessThan(100);
  });

  it('creeps up again, and keeps nobody back for longer than ten seconds', async () => {
    const budget = createBudget({ rates: UNKNOWN });
    for (let time = 0; time < 12; time += 1) {
      const place = await Promise.all([budget.enter('light', never()), vi.runAllTimersAsync()]);
      place[0].refused(null);
      expect(budget.waitMs('light')).toBeLessThanOrEqual(10_000);
    }
    const slow = budget.waitMs('light');
    await vi.advanceTimersByTimeAsync(10_000);
    await pass(budget);
    expect(budget.waitMs('light')).toBeLessThan(slow * 0.75);
  });
});

describe('how far apart requests are let through', () => {
  it('is nothing while there is a stock, and then as the vendor fills it', async () => {
    const budget = createBudget({ rates: { light: { burst: 10, perSecond: 2 } } });
    expect(budget.spacingMs('light')).toBe(0);
    await Promise.all(many(8, () => pass(budget)));
    expect(budget.spacingMs('light')).toBe(500);
  });

  it('is what an exchange takes, for so many as go at a time', async () => {
    const budget = createBudget({ rates: UNKNOWN, atOnce: 2 });
    const place = await budget.enter('light', never());
    await vi.advanceTimersByTimeAsync(1_000);
    place.answered();
    expect(budget.spacingMs('light')).toBe(500);
  });
});

describe('the next one let through', () => {
  const as = (waiter: Partial<Waiter>, name: string, budget: Budget, order: string[], draw: Draw = {}) =>
    waitingAs(waiter, () => pass(budget, draw).then(() => void order.push(name)));

  it('is a write, a join, a list and then the background, whoever came first', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 1 } } });
    await pass(budget);
    const order: string[] = [];
    const waiting = [
      as({ urgency: 'sync' }, 'sync', budget, order),
      as({}, 'list', budget, order),
      as({ urgency: 'join' }, 'join', budget, order),
      as({}, 'write', budget, order, { isWrite: true }),
    ];
    await vi.runAllTimersAsync();
    await Promise.all(waiting);
    expect(order).toEqual(['write', 'join', 'list', 'sync']);
  });

  it('is that of the caller who has had least', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 1 } } });
    const order: string[] = [];
    const greedy = many(6, () => as({ caller: 'greedy' }, 'greedy', budget, order));
    const modest = many(2, () => as({ caller: 'modest' }, 'modest', budget, order));
    await vi.runAllTimersAsync();
    await Promise.all([...greedy, ...modest]);
    expect(order.slice(0, 4)).toEqual(['greedy', 'modest', 'greedy', 'modest']);
  });

  it('is no join of a caller who has had much more than whoever wants a list', async () => {
    const budget = createBudget({ rates: { light: { burst: 30, perSecond: 1 } } });
    const order: string[] = [];
    await Promise.all(many(30, () => as({ caller: 'greedy' }, 'greedy', budget, [])));
    const waiting = [
      as({ caller: 'greedy', urgency: 'join' }, 'join of the greedy', budget, order),
      as({ caller: 'modest' }, 'list of the modest', budget, order),
      as({ caller: 'other', urgency: 'join' }, 'join of another', budget, order),
    ];
    await vi.runAllTimersAsync();
    await Promise.all(waiting);
    expect(order).toEqual(['join of another', 'list of the modest', 'join of the greedy']);
  });

  it('is what several wait for, as soon as the first of them would be next', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 1 } } });
    const order: string[] = [];
    const flyAs = (waiter: Partial<Waiter>, name: string) => {
      const flight = createFlight(() => pass(budget).then(() => void order.push(name)));
      const join = (other: Partial<Waiter>) => waitingAs(other, () => flight.join(never()));
      return { join, joined: join(waiter) };
    };
    await Promise.all([as({ caller: 'greedy' }, 'greedy', budget, []), vi.advanceTimersByTimeAsync(0)]);
    const ofSync = flyAs({ urgency: 'sync' }, 'of the sync, and of somebody else');
    const ofGreedy = flyAs({ caller: 'greedy' }, 'of the greedy, and of the modest');
    const waiting = [
      as({ caller: 'greedy' }, 'greedy', budget, order),
      as({ caller: 'greedy' }, 'greedy', budget, order),
      ofGreedy.join({ caller: 'modest' }),
      ofSync.join({ caller: 'other' }),
    ];
    await vi.runAllTimersAsync();
    await Promise.all([...waiting, ofSync.joined, ofGreedy.joined]);
    expect(order).toEqual([
      'of the sync, and of somebody else',
      'of the greedy, and of the modest',
      'greedy',
      'greedy',
    ]);
  });

  it('is no longer kept back as the background once somebody waits for it', async () => {
    const budget = createBudget({ rates: { light: { burst: 10, perSecond: 1 } } });
    const sync = { caller: 'sync', urgency: 'sync', share: 0.1 } as const;
    await waitingAs(sync, () => pass(budget));
    const flight = createFlight(() => pass(budget));
    const ofSync = waitingAs(sync, () => flight.join(never()));
    await vi.advanceTimersByTimeAsync(1_000);
    const begin = seconds();
    expect(await waitingAs({ caller: 'somebody' }, () => flight.join(never()))).toBe(begin);
    await ofSync;
  });

  it('waits for no exchange of a caller who has many in line: they leave a place to who was here lately', async () => {
    const budget = createBudget({ rates: UNKNOWN, atOnce: 2 });
    const exchange = (caller: string) =>
      waitingAs({ caller }, async () => {
        const wantedAt = performance.now();
        const place = await budget.enter('light', never());
        const waitedMs = performance.now() - wantedAt;
        setTimeout(() => place.answered(), 1_000);
        return waitedMs;
      });
    const insideOf = (caller: string) => many(12, () => exchange(caller));
    const greedy = insideOf('greedy');
    await vi.advanceTimersByTimeAsync(500);
    const first = exchange('modest');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await first).toBe(500);
    const second = exchange('modest');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await second).toBe(0);
    // Nobody else has come for a while: both places are theirs again.
    await vi.advanceTimersByTimeAsync(6_000);
    await Promise.all(greedy);
  });

  it('may be at each place of a vendor at once, where only the background was there beside', async () => {
    const budget = createBudget({ rates: UNKNOWN, atOnce: 2 });
    await waitingAs({ caller: 'sync', urgency: 'sync' }, () => pass(budget));
    const inside: Pass[] = [];
    const enter = (): void => void budget.enter('light', never()).then((place) => inside.push(place));
    waitingAs({ caller: 'greedy' }, () => many(6, enter));
    await vi.advanceTimersByTimeAsync(0);
    inside[0]!.answered();
    await vi.advanceTimersByTimeAsync(0);
    expect(inside).toHaveLength(3);
  });

  it('keeps its place when it is sent again', async () => {
    const budget = createBudget({ rates: { light: { points: 1, perSeconds: 1 } } });
    await pass(budget);
    const order: string[] = [];
    const since = performance.now() - 5_000;
    const waiting = [as({}, 'new', budget, order), as({}, 'again', budget, order, { since })];
    await vi.runAllTimersAsync();
    await Promise.all(waiting);
    expect(order).toEqual(['again', 'new']);
  });

  it('may be a write when reads have drawn their part: a tenth is set aside', async () => {
    const budget = createBudget({ rates: { light: { burst: 20, perSecond: 2 } }, reservedForWrites: 0.1 });
    const hurried = () => withDeadline(never(), 100);
    const reads = await Promise.allSettled(many(20, () => pass(budget, { signal: hurried() })));
    expect(reads.filter(({ status }) => status === 'fulfilled')).toHaveLength(18);
    const writes = many(3, () => refusalOf(pass(budget, { signal: hurried(), isWrite: true })));
    expect((await Promise.all(writes)).filter((outcome) => outcome === 0)).toHaveLength(2);
  });
});

it('goes on as before when the wall clock is set back or forth an hour', async () => {
  const budget = createBudget({ rates: LIGHT });
  budget.pause('light', 2_000);
  vi.setSystemTime(Date.now() - 3_600_000);
  const first = pass(budget);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await first).toBe(2);
  await pass(budget);
  vi.setSystemTime(Date.now() + 7_200_000);
  const third = pass(budget);
  await vi.runAllTimersAsync();
  expect(await third).toBe(3);
});
