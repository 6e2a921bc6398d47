import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { DeadlinePassed, deadlineOf } from '../../src/time/with-deadline.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';

const provider = createMemoryProvider({ key: 'desk', now: () => 0, calls: [], deadlineMs: 30 });
const never = () => new Promise<never>(() => {});

describe('a provider’s share of a request', () => {
  it('ends a wait when its time is over, also when nobody listens', async () => {
    const share = createDeadlines().share(provider, new AbortController().signal);
    await expect(share.ask('its agents', never)).rejects.toMatchObject({
      kind: 'timed-out',
      provider: 'desk',
      message: 'desk, asked for its agents, did not answer within 30 ms.',
    });
  });

  it('is one for all questions of the request', async () => {
    const deadlines = createDeadlines();
    const first = deadlines.share(provider, new AbortController().signal);
    await expect(first.ask('its agents', never)).rejects.toThrow('did not answer');
    const second = deadlines.share(provider, new AbortController().signal);
    expect(second.spent()).toBe(1);
    const ask = vi.fn(never);
    await expect(second.ask('its legs', ask)).rejects.toMatchObject({ kind: 'timed-out' });
    expect(ask).not.toHaveBeenCalled();
  });

  it('runs only while the provider is asked, once for all that is asked at the same time', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    try {
      const patient = createMemoryProvider({ key: 'pbx', now: () => 0, calls: [], deadlineMs: 1000 });
      const deadlines = createDeadlines();
      const share = deadlines.share(patient, new AbortController().signal);
      const answerAfter = (ms: number) => () => {
        clock.mockReturnValue(performance.now() + ms);
        return Promise.resolve('Ada');
      };
      await share.ask('its agents', answerAfter(100));
      clock.mockReturnValue(performance.now() + 3_600_000);
      expect(share.spent()).toBe(0.1);
      const both = [share.ask('its legs', answerAfter(200)), share.ask('its queues', answerAfter(300))];
      expect(await Promise.all(both)).toEqual(['Ada', 'Ada']);
      expect(deadlines.share(patient, new AbortController().signal).spent()).toBe(0.6);
      expect(share.signal.aborted).toBe(false);
    } finally {
      clock.mockRestore();
    }
  });

  it('stands still while the request is not let begin, and counts that wait as far as most of it is left', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: 1_000 });
    try {
      const patient = createMemoryProvider({ key: 'pbx', now: () => 0, calls: [], deadlineMs: 1_000 });
      const deadlines = createDeadlines();
      const share = deadlines.share(patient, new AbortController().signal);
      const waiting = expect(share.ask('its agents', never)).rejects.toMatchObject({ kind: 'timed-out' });
      const goOn = deadlines.hold();
      vi.advanceTimersByTime(100);
      expect([share.spent(), deadlineOf(share.signal)]).toEqual([0, performance.now() + 1_000]);
      goOn();
      expect(share.spent()).toBe(0.1);
      const goOnLater = deadlines.hold();
      vi.advanceTimersByTime(3_600_000);
      goOnLater();
      expect([share.spent(), share.signal.aborted]).toEqual([0.3, false]);
      vi.advanceTimersByTime(700);
      expect(share.signal.reason).toBeInstanceOf(DeadlinePassed);
      await waiting;
    } finally {
      vi.useRealTimers();
    }
  });

  it('says at any time when its signal will end', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: 1_000 });
    try {
      const share = createDeadlines().share(provider, new AbortController().signal);
      const { signal } = share;
      const end = () => deadlineOf(signal);
      vi.advanceTimersByTime(500);
      expect(end()).toBe(530);
      const waiting = expect(share.ask('its agents', never)).rejects.toMatchObject({ kind: 'timed-out' });
      vi.advanceTimersByTime(20);
      expect([end(), signal.aborted]).toEqual([530, false]);
      vi.advanceTimersByTime(10);
      expect(signal.reason).toBeInstanceOf(DeadlinePassed);
      await waiting;
    } finally {
      vi.useRealTimers();
    }
  });

  it('leaves a ProviderError as it is, and makes one of anything else without repeating its words', async () => {
    const share = createDeadlines().share(provider, new AbortController().signal);
    const forbidden = new ProviderError('desk', 'forbidden', 'no');
    await expect(share.ask('its agents', () => Promise.reject(forbidden))).rejects.toBe(forbidden);
    const bug = new TypeError('secret');
    const failure = share.ask('its agents', () => Promise.reject(bug));
    await expect(failure).rejects.toMatchObject({ kind: 'unreadable', cause: bug });
    await expect(failure).rejects.not.toThrow('secret');
  });

  it('ends with the reason of the caller who has gone, and leaves no listener', async () => {
    const caller = new AbortController();
    const share = createDeadlines().share(provider, caller.signal);
    const waiting = share.ask('its agents', never);
    const answered = share.ask('its agents', () => Promise.resolve('Ada'));
    expect(await answered).toBe('Ada');
    const reason = new Error('gone');
    caller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    for (const signal of [caller.signal, share.signal]) expect(getEventListeners(signal, 'abort')).toEqual([]);
    await expect(share.ask('its agents', never)).rejects.toBe(reason);
  });
});
