import { afterEach, describe, expect, it, vi } from 'vitest';

import type { Exchange, Send } from '../../src/transport/http.ts';
import { type UpstreamTrace, currentUpstreamTrace, runWithUpstreamTrace } from '../../src/transport/upstream-trace.ts';
import { DeadlinePassed, deadlineOf, withDeadline } from '../../src/time/with-deadline.ts';
import { type RetryVerdict, withRetry } from '../../src/transport/with-retry.ts';
import { withSharing as share } from '../../src/transport/flight.ts';
import { READ, createOpenSend, never } from './exchange-stub.ts';

const withSharing = <Reply>(send: Send<Reply>): Send<Reply> =>
  share(send, ({ url, body, headers }) => JSON.stringify([url, body, headers]));

describe('withSharing', () => {
  afterEach(() => void vi.useRealTimers());

  it('makes identical reads in flight one request', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withSharing(send);
    const answers = [ask(READ, never()), ask({ ...READ }, never())];
    expect(asked).toHaveLength(1);
    asked[0]?.answer('one');
    expect(await Promise.all(answers)).toEqual(['one', 'one']);
  });

  it('asks anew once the answer has come, and after a failure', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withSharing(send);
    const first = ask(READ, never());
    asked[0]?.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    const second = ask(READ, never());
    asked[1]?.answer('well');
    expect(await second).toBe('well');
    void ask(READ, never());
    expect(asked).toHaveLength(3);
  });

  it('keeps apart what has another identity, and shares no write', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withSharing(send);
    const write = { ...READ, purpose: 'write' as const };
    for (const request of [
      READ,
      { ...READ, url: `${READ.url}&page=2` },
      { ...READ, body: '{}' },
      { ...READ, headers: { authorization: 'Bearer one' } },
      { ...READ, headers: { authorization: 'Bearer two' } },
      write,
      write,
    ]) {
      void ask(request, never());
    }
    expect(asked).toHaveLength(7);
  });

  it('goes on while anybody waits, and ends when the last caller has gone', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withSharing(send);
    const [one, two] = [new AbortController(), new AbortController()];
    const first = ask(READ, one.signal);
    const second = ask(READ, two.signal);
    one.abort(new Error('one left'));
    await expect(first).rejects.toThrow('one left');
    expect(asked[0]?.signal.aborted).toBe(false);
    two.abort(new Error('two left'));
    await expect(second).rejects.toThrow('two left');
    expect(asked[0]?.signal.reason).toEqual(new Error('two left'));
  });

  it('starts another request for a newcomer to an abandoned one', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withSharing(send);
    const caller = new AbortController();
    const gone = ask(READ, caller.signal);
    caller.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    const answer = ask(READ, never());
    asked[1]?.answer('fresh');
    expect(await answer).toBe('fresh');
  });

  it('lets the request run until the latest of the deadlines', async () => {
    const { send, asked } = createOpenSend<string>();
    const ask = withSharing(send);
    const latest = withDeadline(never(), 60_000);
    const answers = [ask(READ, withDeadline(never(), 30_000))];
    const shared = asked[0]?.signal;
    expect(shared && deadlineOf(shared)).toBeLessThan(deadlineOf(latest) ?? 0);
    answers.push(ask(READ, latest));
    expect(shared && deadlineOf(shared)).toBe(deadlineOf(latest));
    answers.push(ask(READ, never()));
    expect(shared && deadlineOf(shared)).toBeNull();
    asked[0]?.answer('one');
    await Promise.all(answers);
  });

  it("tells the last caller the vendor's last answer when its deadline ends a wait between retries", async () => {
    vi.useFakeTimers();
    const shouldRetry = (): RetryVerdict => ({ afterMs: 400 });
    const ask = withSharing(withRetry(() => Promise.reject<string>(new Error('limited')), { shouldRetry }));
    const patient = new AbortController();
    const first = expect(ask(READ, withDeadline(never(), 100))).rejects.toThrow('no answer within');
    const second = expect(ask(READ, patient.signal)).rejects.toThrow('limited');
    await vi.advanceTimersByTimeAsync(300);
    patient.abort(new DeadlinePassed(300));
    await Promise.all([first, second]);
  });

  it("tells the vendor's last answer to all whose deadline ends the wait at the same moment", async () => {
    vi.useFakeTimers();
    const shouldRetry = (): RetryVerdict => ({ afterMs: 400 });
    const ask = withSharing(withRetry(() => Promise.reject<string>(new Error('limited')), { shouldRetry }));
    const share = new AbortController();
    const answers = [1, 2, 3].map(() => ask(READ, AbortSignal.any([share.signal])));
    const told = Promise.all(answers.map((answer) => expect(answer).rejects.toThrow('limited')));
    await vi.advanceTimersByTimeAsync(300);
    share.abort(new DeadlinePassed(300));
    await told;
  });

  it("shows the exchange in every caller's trace, once", async () => {
    const exchange = { operation: READ.operation } as Exchange;
    const { send, asked } = createOpenSend<string>();
    const traced: Send<string> = (request, signal) => {
      currentUpstreamTrace()?.exchanges.push(exchange);
      return send(request, signal);
    };
    const ask = withSharing(traced);
    const one: UpstreamTrace = { exchanges: [] };
    const two: UpstreamTrace = { exchanges: [] };
    const answers = [one, one, two].map((trace) => runWithUpstreamTrace(trace, () => ask(READ, never())));
    asked[0]?.answer('one');
    await Promise.all(answers);
    expect([one.exchanges, two.exchanges]).toEqual([[exchange], [exchange]]);
  });
});
