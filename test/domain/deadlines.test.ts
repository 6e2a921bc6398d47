import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';

import { createDeadlines } from '../../src/domain/deadlines.ts';
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

  it('leaves a ProviderError as it is, and makes one of anything else without repeating its words', async () => {
    const share = createDeadlines().share(provider, new AbortController().signal);
    const forbidden = new ProviderError('desk', 'forbidden', 'no');
    await expect(share.ask('its agents', () => Promise.reject(forbidden))).rejects.toBe(forbidden);
    const bug = new TypeError('secret');
    const failure = share.ask('its agents', () => Promise.reject(bug));
    await expect(failure).rejects.toMatchObject({ kind: 'unreadable', cause: bug });
    await expect(failure).rejects.not.toThrow('secret');
  });

  it('ends with the reason of the asker who has gone, and leaves no listener', async () => {
    const asker = new AbortController();
    const share = createDeadlines((signal) => signal).share(provider, asker.signal);
    const waiting = share.ask('its agents', never);
    const answered = share.ask('its agents', () => Promise.resolve('Ada'));
    expect(await answered).toBe('Ada');
    const reason = new Error('gone');
    asker.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(getEventListeners(asker.signal, 'abort')).toEqual([]);
    await expect(share.ask('its agents', never)).rejects.toBe(reason);
  });
});
