import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BudgetExhausted, createBudget } from '../../src/transport/budget.ts';
import type { HttpRequest, Send } from '../../src/transport/http.ts';
import { withBudget } from '../../src/transport/with-budget.ts';
import { withDeadline } from '../../src/time/with-deadline.ts';
import { READ, never } from './exchange-stub.ts';

const LABELLED: HttpRequest = { ...READ, budget: 'light' };

function createClock(): { send: Send<number>; sent: string[] } {
  const sent: string[] = [];
  const send: Send<number> = async (request) => {
    sent.push(request.operation);
    return Date.now();
  };
  return { send, sent };
}

describe('withBudget', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('lets through what the budget holds, and the rest in the next window, in order', async () => {
    const { send, sent } = createClock();
    const ask = withBudget(send, createBudget({ light: { points: 2, perSeconds: 1 } }));
    const start = Date.now();
    const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map((operation) => ask({ ...LABELLED, operation }, never())));
    await vi.runAllTimersAsync();
    expect((await answers).map((time) => Math.floor((time - start) / 1_000))).toEqual([0, 0, 1, 1, 2]);
    expect(sent.join('')).toBe('abcde');
  });

  it('keeps labels apart, and lets through what names none', async () => {
    const ask = withBudget(createClock().send, createBudget({ light: { points: 1, perSeconds: 60 }, heavy: null }));
    await ask(LABELLED, never());
    await ask({ ...READ, budget: 'heavy' }, never());
    await ask(READ, never());
    expect(Date.now()).toBe(1_000_000);
  });

  it('refuses a label that nobody declared', async () => {
    const ask = withBudget(createClock().send, createBudget({ light: null }));
    await expect(ask({ ...READ, budget: 'lihgt' }, never())).rejects.toThrow('no rate budget is called "lihgt"');
  });

  it('draws as many points as a request costs', async () => {
    const budget = createBudget({ light: { points: 10, perSeconds: 1 } });
    const ask = withBudget(createClock().send, budget, ({ commands }) => commands ?? 1);
    const start = Date.now();
    const answers = Promise.all([
      ask({ ...LABELLED, commands: 8 }, never()),
      ask({ ...LABELLED, commands: 8 }, never()),
    ]);
    await vi.runAllTimersAsync();
    expect((await answers).map((time) => time - start)).toEqual([0, 1_000]);
  });

  it('fails at once where the wait cannot end before the deadline, saying how long it would be', async () => {
    const ask = withBudget(createClock().send, createBudget({ light: { points: 1, perSeconds: 10 } }));
    await ask(LABELLED, never());
    const refusal = await ask(LABELLED, withDeadline(never(), 5_000)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BudgetExhausted);
    expect(refusal).toMatchObject({ label: 'light', retryAfterMs: 10_000 });
    expect(Date.now()).toBe(1_000_000);
  });

  it('says that the budget was spent when the deadline passes in the queue', async () => {
    const ask = withBudget(createClock().send, createBudget({ light: { points: 1, perSeconds: 3 } }));
    await ask(LABELLED, never());
    const first = ask(LABELLED, never());
    const second = expect(ask(LABELLED, withDeadline(never(), 5_000))).rejects.toBeInstanceOf(BudgetExhausted);
    await vi.runAllTimersAsync();
    await Promise.all([first, second]);
  });

  it('leaves the queue when the caller goes away, and draws nothing', async () => {
    const { send, sent } = createClock();
    const ask = withBudget(send, createBudget({ light: { points: 1, perSeconds: 10 } }));
    await ask(LABELLED, never());
    const caller = new AbortController();
    const gone = [1, 2, 3].map(() => expect(ask(LABELLED, caller.signal)).rejects.toThrow('gone'));
    const stays = ask({ ...LABELLED, operation: 'last' }, never());
    await vi.advanceTimersByTimeAsync(1_000);
    caller.abort(new Error('gone'));
    await Promise.all(gone);
    await vi.runAllTimersAsync();
    expect((await stays) - 1_000_000).toBe(10_000);
    expect(sent).toEqual(['vendor.calls', 'last']);
  });

  it('holds a label back until the time the vendor named, also those already in line', async () => {
    const budget = createBudget({ light: { points: 1, perSeconds: 1 } });
    const ask = withBudget(createClock().send, budget);
    await ask(LABELLED, never());
    const waiting = ask(LABELLED, never());
    budget.pause('light', Date.now() + 20_000);
    expect(budget.pausedUntil('light')).toBe(1_020_000);
    const late = ask(LABELLED, withDeadline(never(), 10_000)).catch((error: unknown) => error);
    expect(await late).toMatchObject({ retryAfterMs: 20_000 });
    await vi.runAllTimersAsync();
    expect(await waiting).toBe(1_020_000);
    expect(budget.pausedUntil('light')).toBeNull();
  });

  it.each([2 * 24 * 3_600_000, 1e15, Infinity])(
    'holds a label back for a day at most, whatever the vendor named: %d ms',
    async (ms) => {
      const budget = createBudget({ light: null });
      budget.pause('light', Date.now() + ms);
      expect(budget.pausedUntil('light')).toBe(1_000_000 + 24 * 3_600_000);
      const waiting = withBudget(createClock().send, budget)(LABELLED, never());
      await vi.runAllTimersAsync();
      expect(await waiting).toBe(1_000_000 + 24 * 3_600_000);
    },
  );

  it('believes what a reply says of the limit', async () => {
    const budget = createBudget({ light: { points: 1, perSeconds: 10 } });
    const ask = withBudget(createClock().send, budget);
    budget.learn('light', 3);
    await Promise.all([ask(LABELLED, never()), ask(LABELLED, never()), ask(LABELLED, never())]);
    expect(Date.now()).toBe(1_000_000);
  });

  it('passes on the error of a store that fails', async () => {
    const createLimiter = (): never => ({ points: 1, consume: () => Promise.reject(new Error('no store')) }) as never;
    const ask = withBudget(
      createClock().send,
      createBudget({ light: { points: 1, perSeconds: 1 } }, { createLimiter }),
    );
    await expect(ask(LABELLED, never())).rejects.toThrow('no store');
  });
});
