import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BreakerOpen, createBreaker } from '../../src/transport/breaker.ts';
import type { Send } from '../../src/transport/http.ts';
import { withDeadline } from '../../src/time/with-deadline.ts';
import { READ, createOpenSend, never } from './exchange-stub.ts';

class Down extends Error {
  readonly afterMs: number | null;
  constructor(afterMs: number | null = null) {
    super('down');
    this.afterMs = afterMs;
  }
}

class Refused extends Error {}

const withBreaker =
  <Reply>(send: Send<Reply>, breaker: Breaker): Send<Reply> =>
  (request, signal) =>
    breaker.run(() => send(request, signal), signal);

type Breaker = ReturnType<typeof createBreaker>;

const create = () =>
  createBreaker({
    countsAs: (error) => (error instanceof Down ? 'failure' : error instanceof Refused ? 'answer' : 'nothing'),
    vendorWaitMs: (error) => (error instanceof Down ? error.afterMs : null),
  });

async function open(breaker: Breaker, error: Error = new Down()): Promise<void> {
  const ask = withBreaker<string>(() => Promise.reject(error), breaker);
  for (let time = 0; time < 5; time += 1) await ask(READ, never()).catch(() => null);
}

const works: Send<string> = async () => 'works';

describe('a breaker', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('stops asking after repeated failures and keeps the last one as the cause', async () => {
    const breaker = create();
    await open(breaker);
    const refusal = await withBreaker(works, breaker)(READ, never()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BreakerOpen);
    expect(refusal).toMatchObject({ cause: new Down(), retryAfterMs: 5_000 });
    expect(breaker.state()).toBe('open');
  });

  it('is not opened by refusals of single questions, nor by callers that leave', async () => {
    const breaker = create();
    await open(breaker, new Refused('no such call'));
    await open(breaker, new DOMException('gone', 'AbortError'));
    expect(await withBreaker(works, breaker)(READ, never())).toBe('works');
  });

  it('counts failures in a row: an answer between them says that the vendor is there', async () => {
    const breaker = create();
    for (const error of [new Down(), new Down(), new Down(), new Down(), new Refused(), new Down()])
      await withBreaker<string>(() => Promise.reject(error), breaker)(READ, never()).catch(() => null);
    expect(breaker.state()).toBe('closed');
  });

  it('believes a vendor for ten minutes at most', async () => {
    const breaker = create();
    await open(breaker, new Down(99_999_999_000));
    await expect(withBreaker(works, breaker)(READ, never())).rejects.toMatchObject({ retryAfterMs: 600_000 });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(await withBreaker(works, breaker)(READ, never())).toBe('works');
  });

  it('opens for what waited in between, too', async () => {
    const breaker = create();
    const waiting = Promise.withResolvers<void>();
    const waits = breaker.run(async (check) => {
      await waiting.promise;
      check();
      return 'asked';
    }, never());
    await open(breaker);
    waiting.resolve();
    await expect(waits).rejects.toBeInstanceOf(BreakerOpen);
  });

  it('reopens in time when the wall clock is set back or forth an hour', async () => {
    for (const ms of [-3_600_000, 3_600_000]) {
      const breaker = create();
      await open(breaker);
      vi.setSystemTime(Date.now() + ms);
      await vi.advanceTimersByTimeAsync(4_999);
      await expect(withBreaker(works, breaker)(READ, never())).rejects.toMatchObject({ retryAfterMs: 1 });
      await vi.advanceTimersByTimeAsync(1);
      expect(await withBreaker(works, breaker)(READ, never())).toBe('works');
    }
  });

  it('asks again within ten seconds and closes when that is answered', async () => {
    const breaker = create();
    await open(breaker);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await withBreaker(works, breaker)(READ, never())).toBe('works');
    expect(breaker.state()).toBe('closed');
  });

  it('opens again when the probe fails', async () => {
    const breaker = create();
    await open(breaker);
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(withBreaker<string>(() => Promise.reject(new Down()), breaker)(READ, never())).rejects.toThrow('down');
    await expect(withBreaker(works, breaker)(READ, never())).rejects.toBeInstanceOf(BreakerOpen);
  });

  it('stays open as long as the vendor asks', async () => {
    const breaker = create();
    await open(breaker, new Down(60_000));
    await vi.advanceTimersByTimeAsync(59_999);
    await expect(withBreaker(works, breaker)(READ, never())).rejects.toMatchObject({ retryAfterMs: 1 });
    await vi.advanceTimersByTimeAsync(1);
    expect(await withBreaker(works, breaker)(READ, never())).toBe('works');
  });

  it('does not take a probe that nobody waited for as a sign of health', async () => {
    const breaker = create();
    await open(breaker);
    await vi.advanceTimersByTimeAsync(5_000);
    const { send } = createOpenSend<string>();
    const caller = new AbortController();
    const probe = expect(withBreaker(send, breaker)(READ, caller.signal)).rejects.toThrow('gone');
    caller.abort(new Error('gone'));
    await probe;
    expect(breaker.state()).toBe('open');
  });

  it('lets those behind a probe leave, and calls it a refusal when their deadline passes', async () => {
    const breaker = create();
    await open(breaker);
    await vi.advanceTimersByTimeAsync(5_000);
    const { send, asked } = createOpenSend<string>();
    const ask = withBreaker(send, breaker);
    const probe = ask(READ, never());
    const caller = new AbortController();
    const leaves = expect(ask(READ, caller.signal)).rejects.toThrow('gone');
    const late = expect(ask(READ, withDeadline(never(), 100))).rejects.toBeInstanceOf(BreakerOpen);
    const waits = ask(READ, never());
    caller.abort(new Error('gone'));
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all([leaves, late]);
    asked[0]?.answer('probe');
    expect(await probe).toBe('probe');
    await vi.advanceTimersByTimeAsync(0);
    asked[1]?.answer('next');
    expect(await waits).toBe('next');
  });

  it('hands on what the question itself throws when the deadline ends it', async () => {
    const spent = new Error('budget spent');
    const send: Send<string> = (_request, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(spent)));
    const answer = expect(withBreaker(send, create())(READ, withDeadline(never(), 100))).rejects.toBe(spent);
    await vi.advanceTimersByTimeAsync(100);
    await answer;
  });
});
