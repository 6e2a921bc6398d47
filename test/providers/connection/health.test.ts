import { expect, it } from 'vitest';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import { createHealth } from '../../../src/providers/connection/health.ts';
import { BreakerOpen } from '../../../src/transport/breaker.ts';
import { BudgetExhausted } from '../../../src/transport/budget.ts';
import { passTime } from '../../support/pass-time.ts';

function createWorld() {
  const logged: string[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
  const breaker = { isOpen: false };
  const account = { id: 'tracking', kind: 'callgear' } as const;
  const health = createHealth(account, { log }, () => !breaker.isOpen);
  const fail = (kind: ProviderErrorKind, options: { cause?: unknown; retryAfterSeconds?: number } = {}) =>
    health.noteFailure(new ProviderError('tracking', kind, `It was ${kind}.`, options));
  return { logged, breaker, health, fail };
}

it('is up, degraded after a failure that may pass, and down while nobody asks it or it refuses us', () => {
  const { health, fail, breaker } = createWorld();
  expect(health.status()).toEqual({ state: 'UP', lastError: null, lastErrorKind: null, rateLimit: null });
  fail('unavailable');
  expect(health.status()).toEqual({
    ...{ state: 'DEGRADED', lastError: 'It was unavailable.', lastErrorKind: 'unavailable' },
    rateLimit: null,
  });
  breaker.isOpen = true;
  expect(health.status().state).toBe('DOWN');
  health.noteAnswer();
  expect(health.status().state).toBe('UP');
  fail('unauthorized');
  expect(health.status().state).toBe('DOWN');
});

it.each(['unavailable', 'unauthorized'] as const)('can be asked again 10 s after it was %s', (kind) => {
  const { health, fail, breaker } = createWorld();
  breaker.isOpen = true;
  fail(kind);
  passTime(5_000);
  expect(health.status().state).toBe('DOWN');
  passTime(5_000);
  expect(health.status()).toMatchObject({ state: 'DEGRADED', lastError: `It was ${kind}.` });
});

it('stays down as long as the vendor asks to wait', () => {
  const { health, fail, breaker } = createWorld();
  breaker.isOpen = true;
  fail('unavailable', { retryAfterSeconds: 60 });
  passTime(50_000);
  expect(health.status().state).toBe('DOWN');
  passTime(10_000);
  expect(health.status().state).toBe('DEGRADED');
});

it('is down for ten minutes at most, though the vendor names years', () => {
  const { health, fail, breaker } = createWorld();
  breaker.isOpen = true;
  fail('unavailable', { retryAfterSeconds: 99_999_999 });
  passTime(590_000);
  expect(health.status().state).toBe('DOWN');
  passTime(10_000);
  expect(health.status().state).toBe('DEGRADED');
});

it.each([
  [
    { limit: 60, remaining: 58.5, resetsAt: 1000 },
    { limit: 60, remaining: 58, resetsAt: 1000 },
  ],
  [
    { limit: 1e12, remaining: -3, resetsAt: Infinity },
    { limit: null, remaining: null, resetsAt: null },
  ],
  [
    { limit: Infinity, remaining: null, resetsAt: -1 },
    { limit: null, remaining: null, resetsAt: null },
  ],
])('repeats of a rate limit what can be true: %o', (seen, told) => {
  const { health } = createWorld();
  health.noteRateLimit(seen);
  expect(health.status().rateLimit).toEqual(told);
});

it('tells what the vendor did, not that it was left alone since', () => {
  const { health, fail, breaker } = createWorld();
  breaker.isOpen = true;
  const before = new ProviderError('tracking', 'timed-out', 'CallGear fell silent.');
  fail('timed-out', { cause: new BreakerOpen(5_000, before) });
  expect(health.status().lastError).toBe('CallGear fell silent.');
  passTime(9_000);
  fail('timed-out', { cause: new BreakerOpen(5_000, before) });
  passTime(1_000);
  expect(health.status()).toMatchObject({ state: 'DEGRADED', lastError: 'CallGear fell silent.' });
});

it('is none the worse for what it cannot do, or was not asked out of politeness', () => {
  const { health, fail, logged } = createWorld();
  fail('unsupported');
  fail('rate-limited', { cause: new BudgetExhausted('minute', 5_000) });
  health.noteFailure(new Error('the caller left'));
  expect(health.status().state).toBe('UP');
  expect(logged).toEqual([]);
});

it('logs once that a provider fails, and once that it answers again', () => {
  const { health, fail, logged } = createWorld();
  health.noteAnswer();
  for (let asked = 0; asked < 100; asked += 1) {
    fail('unavailable');
    passTime(5_000);
  }
  health.noteAnswer();
  health.noteAnswer();
  expect(logged).toEqual([
    'warn a provider fails {"provider":"tracking","vendor":"callgear","kind":"unavailable","error":"It was unavailable."}',
    'info a provider answers again {"provider":"tracking","vendor":"callgear"}',
  ]);
});

it('logs a vendor that answers and fails by turns once a minute', () => {
  const { health, fail, logged } = createWorld();
  for (let second = 0; second < 120; second += 1) {
    fail('forbidden');
    health.noteAnswer();
    passTime(1_000);
  }
  expect(logged.map((line) => line.slice(0, 4))).toEqual(['warn', 'info', 'warn', 'info']);
});

it('takes of a limit what can be told: whole counts, and a time that the calendar has', () => {
  const { health } = createWorld();
  health.noteRateLimit({ limit: 60.5, remaining: 0.4, resetsAt: 1_000 });
  expect(health.status().rateLimit).toEqual({ limit: 60, remaining: 0, resetsAt: 1_000 });
  health.noteRateLimit({ limit: 2 ** 31, remaining: -1, resetsAt: 8.64e15 + 1 });
  expect(health.status().rateLimit).toEqual({ limit: null, remaining: null, resetsAt: null });
  health.noteRateLimit({ limit: Infinity, remaining: NaN, resetsAt: Infinity });
  expect(health.status().rateLimit).toEqual({ limit: null, remaining: null, resetsAt: null });
});
