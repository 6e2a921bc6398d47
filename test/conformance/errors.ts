import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../src/demo/vendor-server.ts';
import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import { ProviderError, type ProviderErrorKind } from '../../src/domain/provider-error.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { DeadlinePassed, withDeadline } from '../../src/time/with-deadline.ts';
import { DAY_MS, HOUR_MS } from '../../src/time/instant.ts';
import { type UpstreamTrace, runWithUpstreamTrace } from '../../src/transport/upstream-trace.ts';
import { countCalls } from '../support/ask-provider.ts';
import { passTime } from '../support/pass-time.ts';
import { LAST_MONTH, listAll, listPages } from './read-list.ts';
import { NOW, type StartWorld, type World } from './world.ts';

/** A number that no call has. */
const SEARCHED = '+442079460123';

/** Trouble at the vendor: the right kind, in words, without a secret. */
export function describeErrors(start: StartWorld): void {
  describe('when the vendor fails', () => {
    let world: World;
    beforeAll(async () => {
      world = await start('even', 400);
    });
    afterEach(() => {
      world.server!.clearFaults();
      world.server!.resetCounts();
    });
    afterAll(() => world.close());

    /** Asks under a deadline that even a busy machine keeps, and that leaves no time for the longer waits of a vendor. */
    const failureOf = async (provider: Provider, deadlineMs = 10_000): Promise<unknown> => {
      const signal = withDeadline(new AbortController().signal, deadlineMs);
      return listAll(provider, { range: LAST_MONTH, expect: 20, signal }).then(
        () => null,
        (error: unknown) => error,
      );
    };

    /** What each way to ask comes to. */
    const failuresOf = (provider: Provider): Promise<unknown[]> => {
      const nativeId = world.truth[0]!.nativeId;
      const signal = () => withDeadline(new AbortController().signal, 3000);
      const asked: Promise<unknown>[] = [
        listAll(provider, { range: LAST_MONTH, expect: 20, signal: signal() }),
        provider.getCalls([{ nativeId }], ROW_SELECTION, signal()).then(([slot]) => slot),
        provider.getAgents(['1'], signal()).then(([slot]) => slot),
        provider.listAgents(signal()),
        ...(provider.listQueues ? [provider.listQueues(signal())] : []),
        provider.check(signal()),
      ];
      return Promise.all(asked.map((answer) => answer.catch((error: unknown) => error)));
    };

    const troubles: readonly [name: string, fault: Fault, kinds: readonly ProviderErrorKind[]][] = [
      ['a refused key', { kind: 'refused' }, ['unauthorized']],
      ['a missing right', { kind: 'forbidden' }, ['forbidden']],
      ['too many requests', { kind: 'rate-limit', retryAfterSeconds: 30 }, ['rate-limited']],
      ['a broken server', { kind: 'status', status: 500 }, ['unavailable']],
      ['a gateway that is down', { kind: 'status', status: 503 }, ['unavailable', 'rate-limited']],
      ['a connection cut before the answer', { kind: 'reset-before' }, ['unavailable']],
      ['an answer cut in the middle', { kind: 'garbage', form: 'truncated' }, ['unavailable', 'unreadable']],
      ['a web page', { kind: 'garbage', form: 'html' }, ['unreadable', 'unavailable']],
      ['an empty answer', { kind: 'garbage', form: 'empty' }, ['unreadable']],
      ['an answer that is not JSON', { kind: 'garbage', form: 'not-json' }, ['unreadable']],
      ['JSON of another shape', { kind: 'garbage', form: 'wrong-shape' }, ['unreadable']],
    ];

    for (const [name, fault, kinds] of troubles) {
      it(`reports ${name} as ${kinds.join(' or ')}, without a secret`, async () => {
        world.server!.fault({ fault });
        const provider = world.createProvider();
        const error = await failureOf(provider);
        expect(error).toBeInstanceOf(ProviderError);
        expect(kinds).toContain((error as ProviderError).kind);
        expect((error as ProviderError).provider).toBe(provider.key);
        expect((error as ProviderError).message.length).toBeGreaterThan(20);
        expectNoSecret(error, world.secrets);
      });
    }

    for (const status of [400, 401, 404, 429, 500])
      it(`repeats no secret that the vendor repeats with status ${status}`, async () => {
        const provider = world.createProvider();
        world.server!.fault({ fault: { kind: 'echo', status } });
        const errors = await failuresOf(provider);
        expect(errors.every((error) => error instanceof Error)).toBe(true);
        expect(errors.some((error) => error instanceof ProviderError)).toBe(true);
        for (const shown of [...errors, provider.status(), world.logged]) expectNoSecret(shown, world.secrets);
      });

    for (const status of [400, 500])
      it(`repeats no number that was searched by, and that the vendor repeats with status ${status}`, async () => {
        const provider = world.createProvider();
        world.server!.fault({ fault: { kind: 'echo', status } });
        const signal = withDeadline(new AbortController().signal, 10_000);
        const filter = { number: [SEARCHED] };
        const error = await listAll(provider, { range: LAST_MONTH, filter, signal }).then(
          String,
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(ProviderError);
        // What it says next may be what it remembers.
        const next = await failureOf(provider);
        for (const shown of [error, next, provider.status(), world.logged])
          expect(inspect(shown, { depth: 10 }).replace(/[\s().-]/g, '')).not.toContain(SEARCHED.slice(-7));
      });

    it('repeats no secret that the token endpoint repeats', async () => {
      await listAll(world.createProvider(), { range: LAST_MONTH });
      const token = world.server!.exchanges.find(({ purpose }) => purpose === 'token');
      if (token === undefined) return;
      for (const status of [400, 401, 404, 429, 500]) {
        world.server!.fault({ fault: { kind: 'echo', status }, operation: token.operation });
        const provider = world.createProvider();
        const error = await failureOf(provider);
        expect(error).toBeInstanceOf(ProviderError);
        for (const shown of [error, provider.status(), world.logged]) expectNoSecret(shown, world.secrets);
      }
    });

    it('says that the token endpoint asks to wait, where that is longer than anybody waits here', async () => {
      await listAll(world.createProvider(), { range: LAST_MONTH });
      const token = world.server!.exchanges.find(({ purpose }) => purpose === 'token');
      if (token === undefined) return;
      world.server!.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 20 }, operation: token.operation });
      expect(await failureOf(world.createProvider())).toMatchObject({ kind: 'rate-limited' });
    });

    it('does not ask again and again with a refused key', async () => {
      world.server!.fault({ fault: { kind: 'refused' } });
      await failureOf(world.createProvider());
      // A vendor with tokens is asked once more, with a new one.
      expect(world.server!.count()).toBeLessThanOrEqual(2);
    });

    it('asks again after a passing failure', async () => {
      for (const fault of [{ kind: 'status', status: 500 }, { kind: 'reset-before' }] satisfies Fault[]) {
        world.server!.fault({ fault, times: 1 });
        const calls = await listAll(world.createProvider(), { range: LAST_MONTH });
        expect(calls.length).toBeGreaterThan(0);
      }
    });

    it('shows in the trace how long a request waited to be tried again', async () => {
      world.server!.fault({ fault: { kind: 'status', status: 500 }, times: 2 });
      const trace: UpstreamTrace = { exchanges: [] };
      const provider = world.createProvider();
      await runWithUpstreamTrace(trace, () => listAll(provider, { range: LAST_MONTH, expect: 20 }));
      const again = trace.exchanges.filter(({ retries }) => retries > 0);
      expect(again).toHaveLength(2);
      for (const { waitedMs } of again) expect(waitedMs).toBeGreaterThan(0);
    });

    it('does not amplify an outage', async () => {
      world.server!.fault({ fault: { kind: 'status', status: 500 } });
      const provider = world.createProvider();
      for (let attempt = 0; attempt < 12; attempt += 1) await failureOf(provider, 400);
      expect(world.server!.count()).toBeLessThanOrEqual(24);
    });

    it('gives the last answer of the vendor when the deadline comes before the wait it asks for is over', async () => {
      world.server!.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 60 } });
      expect(await failureOf(world.createProvider())).toMatchObject({ kind: 'rate-limited' });
    });

    it('says how long the vendor asks to wait', async () => {
      world.server!.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 60 } });
      const error = (await failureOf(world.createProvider())) as ProviderError;
      // Each of our vendors has a way to say so; a second may have gone by.
      expect(error.retryAfterSeconds).toBeGreaterThanOrEqual(58);
      expect(error.retryAfterSeconds).toBeLessThanOrEqual(61);
    });

    it('names a time to come back though the vendor names none', async () => {
      world.server!.fault({ fault: { kind: 'rate-limit' } });
      const error = (await failureOf(world.createProvider(), 500)) as ProviderError;
      expect(error.kind).toBe('rate-limited');
      expect(error.retryAfterSeconds).toBeGreaterThan(0);
      expect(error.retryAfterSeconds).toBeLessThanOrEqual(10);
    });

    it('believes a vendor that names years for ten minutes, then lets one request try', async () => {
      const provider = world.createProvider();
      const dayAgo = (days: number) => ({ from: NOW - (days + 1) * DAY_MS, to: NOW - days * DAY_MS });
      const askOfSixDays = () =>
        Promise.allSettled(
          [0, 1, 2, 3, 4, 5].map((days) =>
            countCalls(provider, dayAgo(days), {}, withDeadline(new AbortController().signal, 10_000)),
          ),
        );
      world.server!.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 99_999_999 } });
      for (let time = 0; time < 6; time += 1) expect(await failureOf(provider)).toMatchObject({ kind: 'rate-limited' });
      world.server!.resetCounts();
      await askOfSixDays();
      expect(world.server!.count()).toBe(0);
      passTime(600_000);
      await askOfSixDays();
      expect(world.server!.count()).toBe(1);
      world.server!.clearFaults();
      passTime(600_000);
      const counted = await askOfSixDays();
      expect(counted.map(({ status }) => status)).toEqual(Array(6).fill('fulfilled'));
    });

    it('goes on when the wall clock is set back and forth an hour', async () => {
      let setByMs = 0;
      const provider = world.createProvider(() => NOW + setByMs);
      const ask = () => listAll(provider, { range: LAST_MONTH, expect: 20 });
      for (const stepMs of [-HOUR_MS, 2 * HOUR_MS]) {
        expect(await ask()).not.toEqual([]);
        world.server!.fault({ fault: { kind: 'status', status: 502 } });
        for (let time = 0; time < 3; time += 1) await failureOf(provider, 5_000);
        world.server!.clearFaults();
        setByMs += stepMs;
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + stepMs });
        try {
          passTime(5_000);
          expect(await ask()).not.toEqual([]);
          world.server!.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 90 }, times: 1 });
          expect(await failureOf(provider)).toMatchObject({ kind: 'rate-limited' });
          setByMs -= stepMs;
          vi.setSystemTime(Date.now() - stepMs);
          passTime(90_000);
          expect(await ask()).not.toEqual([]);
        } finally {
          vi.useRealTimers();
        }
      }
      expect(provider.status().state).toBe('UP');
    });

    it('stops waiting for a vendor that hangs', async () => {
      world.server!.fault({ fault: { kind: 'hang' } });
      const gone = new AbortController();
      const reason = new Error('the client went away');
      const reading = listAll(world.createProvider(), { range: LAST_MONTH, signal: gone.signal });
      const outcome = expect(reading).rejects.toBe(reason);
      while (world.server!.exchanges.length === 0) await new Promise((resolve) => setImmediate(resolve));
      gone.abort(reason);
      await outcome;
    });

    it('ends by its deadline when the vendor hangs, and says that time was up', async () => {
      world.server!.fault({ fault: { kind: 'hang' } });
      const error = await failureOf(world.createProvider(), 300);
      if (error instanceof ProviderError) expect(error.kind).toBe('timed-out');
      else expect(error).toBeInstanceOf(DeadlinePassed);
    });

    it('hangs up on the vendor when its caller leaves in the middle of a walk', async () => {
      const { server } = world;
      const gone = new AbortController();
      const pages = listPages(world.createProvider(), { expect: 20, signal: gone.signal })[Symbol.asyncIterator]();
      await pages.next();
      const asked = server!.exchanges.length;
      server!.fault({ fault: { kind: 'hang' } });
      const walk = async (): Promise<void> => {
        while (!(await pages.next()).done);
      };
      const outcome = expect(walk()).rejects.toThrow('the client went away');
      await expect.poll(() => server!.exchanges.length).toBeGreaterThan(asked);
      gone.abort(new Error('the client went away'));
      await outcome;
      await expect.poll(() => server!.exchanges.slice(asked).every(({ wasAborted }) => wasAborted)).toBe(true);
    });

    it('leaves out a row that cannot be read, and says so', async () => {
      const provider = world.createProvider();
      const whole = await listAll(provider, { range: LAST_MONTH });
      const loggedBefore = world.logged.length;
      world.server!.fault({ fault: { kind: 'bad-row' }, times: 1 });
      let rows = 0;
      const problems: ProviderError[] = [];
      for await (const page of listPages(world.createProvider(), { range: LAST_MONTH })) {
        rows += page.calls.length;
        problems.push(...(page.problems ?? []));
      }
      expect(rows).toBe(whole.length - 1);
      expect(problems.map((problem) => problem.kind)).toEqual(['unreadable']);
      // Once for the operator, too: in the log, and in the words of the problem.
      const lines = world.logged.slice(loggedBefore);
      expect(lines.map(({ message }) => message)).toEqual(problems.map(({ message }) => message));
      for (const told of [...problems, ...lines]) expectNoSecret(told, world.secrets);
    });

    it('reads a body that comes slowly', async () => {
      world.server!.fault({ fault: { kind: 'slow-body', ms: 60 }, times: 1 });
      expect((await listAll(world.createProvider(), { range: LAST_MONTH })).length).toBeGreaterThan(0);
    });

    it('fails look-ups with the same kinds', async () => {
      world.server!.fault({ fault: { kind: 'forbidden' } });
      const provider = world.createProvider();
      const signal = new AbortController().signal;
      await expect(
        provider.getCalls([{ nativeId: world.truth[0]!.nativeId }], ROW_SELECTION, signal),
      ).rejects.toMatchObject({ kind: 'forbidden' });
      await expect(provider.listAgents(signal)).rejects.toMatchObject({ kind: 'forbidden' });
    });

    it('remembers its state: up after an answer, not up after a refusal', async () => {
      const provider = world.createProvider();
      await listAll(provider, { range: LAST_MONTH });
      expect(provider.status().state).toBe('UP');
      world.server!.fault({ fault: { kind: 'refused' } });
      await failureOf(provider);
      expect(provider.status().state).not.toBe('UP');
      expect(provider.status().lastError).toMatch(/\w/);
      expectNoSecret(provider.status(), world.secrets);
    });

    it('checks itself: says what the account may see, or what stands in the way', async () => {
      const signal = new AbortController().signal;
      const check = await world.createProvider().check(signal);
      expect(check.summary).toMatch(/\d/);
      expectNoSecret(check, world.secrets);
      world.server!.fault({ fault: { kind: 'refused' } });
      const refusal: unknown = await world
        .createProvider()
        .check(signal)
        .catch((error: unknown) => error);
      expect(refusal).toMatchObject({ kind: 'unauthorized' });
      expectNoSecret(refusal, world.secrets);
    });
  });
}

/** Everything that can be read from a value, causes and stacks included, holds none of the secrets. */
function expectNoSecret(value: unknown, secrets: readonly string[]): void {
  const text = inspect(value, { depth: 10, showHidden: true });
  // Messages are cut at some length, and most of a secret is as bad as all of it.
  for (const secret of secrets) expect(text).not.toContain(secret.slice(0, 24));
}
