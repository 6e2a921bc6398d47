import { describe, expect, it } from 'vitest';
import { type FetchedToken, createTokenSource } from '../../src/transport/token-source.ts';
import { deadlineOf, withDeadline } from '../../src/time/with-deadline.ts';
import { never } from './exchange-stub.ts';

function createVendor(livesMs: number | null): {
  fetch: (signal: AbortSignal) => Promise<FetchedToken>;
  now: () => number;
  pass: (ms: number) => void;
  answer: () => void;
  signals: AbortSignal[];
} {
  let time = 1_000_000;
  const pending: (() => void)[] = [];
  const signals: AbortSignal[] = [];
  return {
    fetch: (signal) => {
      signals.push(signal);
      const token = `token-${signals.length}`;
      return new Promise((resolve) => {
        pending.push(() => resolve({ token, expiresAt: livesMs === null ? null : time + livesMs }));
      });
    },
    now: () => time,
    pass: (ms) => void (time += ms),
    answer: () => pending.shift()?.(),
    signals,
  };
}

describe('createTokenSource', () => {
  it('fetches one token for all who ask', async () => {
    const vendor = createVendor(3_600_000);
    const tokens = createTokenSource(vendor);
    const answers = [tokens.get(never()), tokens.get(never()), tokens.get(never())];
    vendor.answer();
    expect(await Promise.all(answers)).toEqual(['token-1', 'token-1', 'token-1']);
    expect(await tokens.get(never())).toBe('token-1');
    expect(vendor.signals).toHaveLength(1);
  });

  it('renews before the token ends', async () => {
    const vendor = createVendor(3_600_000);
    const tokens = createTokenSource(vendor);
    const first = tokens.get(never());
    vendor.answer();
    await first;
    vendor.pass(3_600_000 - 60_001);
    expect(await tokens.get(never())).toBe('token-1');
    vendor.pass(1);
    const second = tokens.get(never());
    vendor.answer();
    expect(await second).toBe('token-2');
  });

  it('uses a short-lived token for half its life', async () => {
    const vendor = createVendor(20_000);
    const tokens = createTokenSource(vendor);
    const first = tokens.get(never());
    vendor.answer();
    await first;
    vendor.pass(9_999);
    expect(await tokens.get(never())).toBe('token-1');
  });

  it('keeps a token without an end until the vendor refuses it', async () => {
    const vendor = createVendor(null);
    const tokens = createTokenSource(vendor);
    const first = tokens.get(never());
    vendor.answer();
    await first;
    vendor.pass(1e12);
    expect(await tokens.get(never())).toBe('token-1');
    tokens.invalidate('token-1');
    const second = tokens.get(never());
    vendor.answer();
    expect(await second).toBe('token-2');
    tokens.invalidate('token-1');
    expect(await tokens.get(never())).toBe('token-2');
  });

  it('goes on fetching for the others, and for later, when a caller leaves', async () => {
    const vendor = createVendor(3_600_000);
    const tokens = createTokenSource(vendor);
    const caller = new AbortController();
    const gone = tokens.get(caller.signal);
    const stays = tokens.get(never());
    caller.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    vendor.answer();
    expect(await stays).toBe('token-1');
    expect(vendor.signals[0]?.aborted).toBe(false);
  });

  it('waits for the vendor no longer than those who ask, so that they hear its answer', async () => {
    const vendor = createVendor(3_600_000);
    const tokens = createTokenSource({ ...vendor, timeoutMs: 30_000 });
    const patient = withDeadline(never(), 5_000);
    void tokens.get(withDeadline(never(), 1_000));
    const asked = tokens.get(patient);
    expect(deadlineOf(vendor.signals[0]!)).toBeLessThanOrEqual(deadlineOf(patient)!);
    vendor.answer();
    await asked;
  });

  it('remembers no failure', async () => {
    let asked = 0;
    const tokens = createTokenSource({
      fetch: async () => {
        asked += 1;
        if (asked === 1) throw new Error('refused');
        return { token: 'second', expiresAt: null };
      },
    });
    await expect(Promise.all([tokens.get(never()), tokens.get(never())])).rejects.toThrow('refused');
    expect(await tokens.get(never())).toBe('second');
    expect(asked).toBe(2);
  });
});
