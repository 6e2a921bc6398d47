import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpRequest, Send } from '../../src/transport/http.ts';
import { type RetryVerdict, createRetryBudget, withRetry } from '../../src/transport/with-retry.ts';
import { DeadlinePassed, withDeadline } from '../../src/time/with-deadline.ts';
import { READ, never } from './exchange-stub.ts';

class Busy extends Error {
  readonly afterMs: number | undefined;
  constructor(message: string, afterMs?: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

const shouldRetry = (error: unknown): RetryVerdict =>
  error instanceof Busy ? (error.afterMs === undefined ? {} : { afterMs: error.afterMs }) : null;

/** Throws the given errors in turn, then answers. */
function createFailing(errors: readonly Error[]): { send: Send<string>; sent: HttpRequest[]; times: number[] } {
  const sent: HttpRequest[] = [];
  const times: number[] = [];
  const send: Send<string> = async (request) => {
    const error = errors[sent.length];
    sent.push(request);
    times.push(Date.now());
    if (error) throw error;
    return 'answer';
  };
  return { send, sent, times };
}

describe('withRetry', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('asks again after a failure that may pass, and says how often', async () => {
    const { send, sent } = createFailing([new Busy('one'), new Busy('two')]);
    const answer = withRetry(send, { shouldRetry })(READ, never());
    await vi.runAllTimersAsync();
    expect(await answer).toBe('answer');
    expect(sent.map(({ retries }) => retries)).toEqual([undefined, 1, 2]);
  });

  it('wants it from the moment it failed, so that the trace shows the wait', async () => {
    const { send, sent, times } = createFailing([new Busy('one', 1_000), new Busy('two', 500)]);
    const startedAt = performance.now();
    const answer = withRetry(send, { shouldRetry })(READ, never());
    await vi.runAllTimersAsync();
    await answer;
    expect(times).toEqual([0, 1_000, 1_500]);
    expect(sent.map(({ wantedAt }) => wantedAt)).toEqual([undefined, startedAt, startedAt + 1_000]);
  });

  it('gives up after its attempts with the last answer', async () => {
    const { send, sent } = createFailing([new Busy('one'), new Busy('two'), new Busy('three'), new Busy('four')]);
    const answer = expect(withRetry(send, { shouldRetry })(READ, never())).rejects.toThrow('three');
    await vi.runAllTimersAsync();
    await answer;
    expect(sent).toHaveLength(3);
  });

  it('does not repeat a failure that will not pass', async () => {
    const { send, sent } = createFailing([new Error('refused')]);
    await expect(withRetry(send, { shouldRetry })(READ, never())).rejects.toThrow('refused');
    expect(sent).toHaveLength(1);
  });

  it('never sends a write twice', async () => {
    const { send, sent } = createFailing([new Busy('one')]);
    const answer = withRetry(send, { shouldRetry })({ ...READ, purpose: 'write' }, never());
    await expect(answer).rejects.toThrow('one');
    expect(sent).toHaveLength(1);
  });

  it('waits as long as the vendor asks', async () => {
    const { send, times } = createFailing([new Busy('one', 7_000)]);
    const answer = withRetry(send, { shouldRetry })(READ, never());
    await vi.runAllTimersAsync();
    await answer;
    expect(times).toEqual([0, 7_000]);
  });

  it('waits longer each time, at most its maximum', async () => {
    const { send, times } = createFailing(Array.from({ length: 9 }, () => new Busy('busy')));
    const answer = withRetry(send, {
      shouldRetry,
      attempts: 10,
      maxMs: 1_000,
      budget: createRetryBudget({ floor: 99 }),
    });
    const settled = answer(READ, never());
    await vi.runAllTimersAsync();
    await settled;
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
    expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? Infinity);
  });

  it('spreads the repeats of those that failed together', async () => {
    const clocks = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { send, times } = createFailing([new Busy('busy'), new Busy('busy')]);
        const answer = withRetry(send, { shouldRetry })(READ, never());
        await vi.runAllTimersAsync();
        await answer;
        return times.map((time) => time - (times[0] ?? 0));
      }),
    );
    for (const repeat of [1, 2]) expect(new Set(clocks.map((times) => times[repeat])).size).toBeGreaterThan(10);
  });

  it('fails at once where the wait cannot end before the deadline', async () => {
    const { send, sent } = createFailing([new Busy('limited', 5_000)]);
    const answer = withRetry(send, { shouldRetry })(READ, withDeadline(never(), 5_000));
    await expect(answer).rejects.toThrow('limited');
    expect([sent.length, Date.now()]).toEqual([1, 0]);
  });

  it('is not misled by a wall clock that is set back or forth an hour', async () => {
    for (const ms of [-3_600_000, 3_600_000]) {
      const { send, sent } = createFailing([new Busy('limited', 1_000)]);
      const signal = withDeadline(never(), 5_000);
      vi.setSystemTime(Date.now() + ms);
      const answer = withRetry(send, { shouldRetry })(READ, signal);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await answer).toBe('answer');
      expect(sent).toHaveLength(2);
    }
  });

  it('fails at once where the vendor names a time that nobody waits for', async () => {
    const { send } = createFailing([new Busy('limited', 3_600_000)]);
    await expect(withRetry(send, { shouldRetry })(READ, never())).rejects.toThrow('limited');
    expect(Date.now()).toBe(0);
  });

  it("throws the vendor's last answer, not a timeout, when a deadline ends the wait", async () => {
    const { send } = createFailing([new Busy('limited', 5_000)]);
    const caller = new AbortController();
    const answer = expect(withRetry(send, { shouldRetry })(READ, caller.signal)).rejects.toThrow('limited');
    await vi.advanceTimersByTimeAsync(1_000);
    caller.abort(new DeadlinePassed(1_000));
    await answer;
  });

  it("throws the vendor's last answer when the next attempt is never sent", async () => {
    class Unsent extends Error {}
    const { send } = createFailing([new Busy('limited'), new Unsent('no budget left')]);
    const isAnswer = (error: unknown): boolean => !(error instanceof Unsent);
    const answer = expect(withRetry(send, { shouldRetry, isAnswer })(READ, never())).rejects.toThrow('limited');
    await vi.runAllTimersAsync();
    await answer;
  });

  it('stops waiting when the caller goes away', async () => {
    const { send, sent } = createFailing([new Busy('limited', 5_000)]);
    const caller = new AbortController();
    const answer = expect(withRetry(send, { shouldRetry })(READ, caller.signal)).rejects.toThrow('gone');
    await vi.advanceTimersByTimeAsync(1_000);
    caller.abort(new Error('gone'));
    await answer;
    expect([sent.length, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('does not amplify an outage', async () => {
    let sent = 0;
    const send: Send<string> = async () => {
      sent += 1;
      throw new Busy('down');
    };
    const ask = withRetry(send, { shouldRetry });
    const answers = Array.from({ length: 200 }, () => ask(READ, never()).catch(() => null));
    await vi.runAllTimersAsync();
    await Promise.all(answers);
    expect(sent).toBeGreaterThan(200);
    expect(sent).toBeLessThanOrEqual(200 * 1.2 + 5);
  });

  it('lets a provider that is seldom asked retry at all', async () => {
    const budget = createRetryBudget({ floor: 1, floorSeconds: 10 });
    expect([budget.spend(), budget.spend()]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(budget.spend()).toBe(true);
  });
});
