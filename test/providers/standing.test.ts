import { expect, it } from 'vitest';
import { ProviderError, type ProviderErrorKind } from '../../src/domain/provider-error.ts';
import { createStanding } from '../../src/providers/standing.ts';
import { BreakerOpen } from '../../src/transport/breaker.ts';
import { BudgetExhausted } from '../../src/transport/budget.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function createWorld() {
  const clock = createFakeClock();
  const logged: string[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
  const breaker = { isOpen: false };
  const account = { id: 'tracking', kind: 'callgear' } as const;
  const standing = createStanding(account, { log, now: clock.now }, () => !breaker.isOpen);
  const fail = (kind: ProviderErrorKind, options: { cause?: unknown; retryAfterSeconds?: number } = {}) =>
    standing.noteFailure(new ProviderError('tracking', kind, `It was ${kind}.`, options));
  return { clock, logged, breaker, standing, fail };
}

it('is up, degraded after a failure that may pass, and down while nobody asks it or it refuses us', () => {
  const { standing, fail, breaker } = createWorld();
  expect(standing.status()).toEqual({ state: 'UP', lastError: null, rateLimit: null });
  fail('unavailable');
  expect(standing.status()).toEqual({ state: 'DEGRADED', lastError: 'It was unavailable.', rateLimit: null });
  breaker.isOpen = true;
  expect(standing.status().state).toBe('DOWN');
  standing.noteAnswer();
  expect(standing.status().state).toBe('UP');
  fail('unauthorized');
  expect(standing.status().state).toBe('DOWN');
});

it.each(['unavailable', 'unauthorized'] as const)('can be asked again 10 s after it was %s', (kind) => {
  const { standing, fail, breaker, clock } = createWorld();
  breaker.isOpen = true;
  fail(kind);
  clock.advance(9_999);
  expect(standing.status().state).toBe('DOWN');
  clock.advance(1);
  expect(standing.status()).toMatchObject({ state: 'DEGRADED', lastError: `It was ${kind}.` });
});

it('stays down as long as the vendor asks to wait', () => {
  const { standing, fail, breaker, clock } = createWorld();
  breaker.isOpen = true;
  fail('unavailable', { retryAfterSeconds: 60 });
  clock.advance(59_999);
  expect(standing.status().state).toBe('DOWN');
  clock.advance(1);
  expect(standing.status().state).toBe('DEGRADED');
});

it('tells what the vendor did, not that it was left alone since', () => {
  const { standing, fail, breaker, clock } = createWorld();
  breaker.isOpen = true;
  const before = new ProviderError('tracking', 'timed-out', 'CallGear fell silent.');
  fail('timed-out', { cause: new BreakerOpen(5_000, before) });
  expect(standing.status().lastError).toBe('CallGear fell silent.');
  clock.advance(9_000);
  fail('timed-out', { cause: new BreakerOpen(5_000, before) });
  clock.advance(1_000);
  expect(standing.status()).toMatchObject({ state: 'DEGRADED', lastError: 'CallGear fell silent.' });
});

it('is none the worse for what it cannot do, or was not asked out of politeness', () => {
  const { standing, fail, logged } = createWorld();
  fail('unsupported');
  fail('rate-limited', { cause: new BudgetExhausted('minute', 5_000) });
  standing.noteFailure(new Error('the asker left'));
  expect(standing.status().state).toBe('UP');
  expect(logged).toEqual([]);
});

it('logs once that a provider fails, and once that it answers again', () => {
  const { standing, fail, logged, clock } = createWorld();
  standing.noteAnswer();
  for (let asked = 0; asked < 100; asked += 1) {
    fail('unavailable');
    clock.advance(5_000);
  }
  standing.noteAnswer();
  standing.noteAnswer();
  expect(logged).toEqual([
    'warn a provider fails {"provider":"tracking","vendor":"callgear","kind":"unavailable","error":"It was unavailable."}',
    'info a provider answers again {"provider":"tracking","vendor":"callgear"}',
  ]);
});

it('logs a vendor that answers and fails by turns once a minute', () => {
  const { standing, fail, logged, clock } = createWorld();
  for (let second = 0; second < 120; second += 1) {
    fail('forbidden');
    standing.noteAnswer();
    clock.advance(1_000);
  }
  expect(logged.map((line) => line.slice(0, 4))).toEqual(['warn', 'info', 'warn', 'info']);
});
