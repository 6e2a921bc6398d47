import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Replicas, openReplicas } from '../../src/replicas/open-replicas.ts';
import { waitingAs } from '../../src/time/waiting-as.ts';
import { type Budget, type BudgetOptions, createBudget } from '../../src/transport/budget.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../history/store/start-postgres.ts';
import { never } from '../transport/exchange-stub.ts';

/** The most of these times that lie in any stretch of this length. */
const mostIn = (lengthMs: number, times: readonly number[]): number =>
  Math.max(0, ...times.map((at) => times.filter((other) => other >= at && other < at + lengthMs).length));

describe.skipIf(lacksPostgres())('a limit of replicas on one Postgres', () => {
  let postgres: PostgresServer;
  const opened: Replicas[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((replicas) => replicas.close()));
  });
  afterAll(() => postgres.close());

  const join = async (url: string, seenMs?: number): Promise<Replicas> => {
    const replicas = await openReplicas({ url, log: SILENT_LOG, ...(seenMs && { seenMs }) });
    opened.push(replicas);
    return replicas;
  };
  const budgetOf = (replicas: Replicas, options: BudgetOptions): Budget =>
    createBudget(options, replicas.shareAccount('sample portal').budget);
  const LIMIT = { rates: { light: { points: 6, perSeconds: 0.5 } } };

  /** Enters again and again, leaves at once, and notes when. */
  const drawUntil = async (budget: Budget, times: number[], signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const pass = await budget.enter('light', signal).catch(() => null);
      if (pass === null) return;
      times.push(performance.now());
      pass.answered();
    }
  };

  it('is met together', async () => {
    const url = postgres.createDatabase();
    const budgets = await Promise.all([1, 2, 3].map(async () => budgetOf(await join(url), LIMIT)));
    const times: number[] = [];
    const enough = new AbortController();
    const work = budgets.flatMap((budget) => [1, 2].map(() => drawUntil(budget, times, enough.signal)));
    await expect.poll(() => times.length, { timeout: 20_000 }).toBeGreaterThan(30);
    enough.abort();
    await Promise.all(work);
    expect(mostIn(500, times)).toBeLessThanOrEqual(6);
  });

  it('gives all its points to one that asks alone', async () => {
    const limits = { rates: { light: { points: 6, perSeconds: 600 } } };
    const budget = budgetOf(await join(postgres.createDatabase()), limits);
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => budget.enter('light', never())));
  });

  it('holds all back for as long as the vendor has told one of them', async () => {
    const url = postgres.createDatabase();
    const [one, other] = [budgetOf(await join(url), LIMIT), budgetOf(await join(url), LIMIT)];
    const pass = await one.enter('light', never());
    pass.refused(1500);
    const refusedAt = performance.now();
    const pausedMs = async (): Promise<number> => {
      await other.enter('light', AbortSignal.timeout(50)).catch(() => null);
      return other.pausedForMs('light') ?? 0;
    };
    await expect.poll(pausedMs, { timeout: 5000 }).toBeGreaterThan(0);
    await other.enter('light', never());
    expect(performance.now() - refusedAt).toBeGreaterThanOrEqual(1490);
  });

  it('slows all down where one is refused without a time', async () => {
    const url = postgres.createDatabase();
    const limits = { rates: { light: null } };
    const [one, other] = [budgetOf(await join(url), limits), budgetOf(await join(url), limits)];
    const passes = await Promise.all([1, 2, 3, 4].map(() => one.enter('light', never())));
    for (const pass of passes) pass.refused(null);
    const refusedAt = performance.now();
    await delay(30);
    await other.enter('light', never());
    // Two a second are left of four.
    expect(performance.now() - refusedAt).toBeGreaterThan(900);
  });

  it('leaves half of what goes at once to people of another replica', async () => {
    const url = postgres.createDatabase();
    const limits = { rates: { light: { points: 6, perSeconds: 60 } } };
    const [syncing, asked] = [budgetOf(await join(url), limits), budgetOf(await join(url), limits)];
    const background = { caller: 'sync', urgency: 'sync', share: 0.9 } as const;
    let synced = 0;
    const leaving = new AbortController();
    const work = Array.from({ length: 6 }, () =>
      waitingAs(background, async () => {
        await syncing.enter('light', leaving.signal);
        synced += 1;
      }).catch(() => {}),
    );
    await expect.poll(() => synced).toBe(3);
    await Promise.all([1, 2, 3].map(() => asked.enter('light', never())));
    await expect(asked.enter('light', AbortSignal.timeout(500))).rejects.toThrow();
    leaving.abort();
    await Promise.all(work);
    expect(synced).toBe(3);
  });

  it('is known to one that starts later, with all that is drawn of it', async () => {
    const url = postgres.createDatabase();
    const limits = { rates: { light: { points: 3, perSeconds: 60 } } };
    const first = budgetOf(await join(url), limits);
    await Promise.all([1, 2, 3].map(() => first.enter('light', never())));
    const second = budgetOf(await join(url), limits);
    await expect(second.enter('light', AbortSignal.timeout(2000))).rejects.toThrow();
  });

  describe('leaves its part to one that is missed', () => {
    const MISSED = `INSERT INTO replicas VALUES ('missed', EXTRACT(EPOCH FROM clock_timestamp()) * 1000 - 4000, $1)`;
    const limits = { rates: { light: { points: 6, perSeconds: 600 } } };
    /** How many of seven get a point in a while. */
    const drawn = async (budget: Budget): Promise<number> => {
      const signal = AbortSignal.timeout(2500);
      const places = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map(() => budget.enter('light', signal)));
      return places.filter(({ status }) => status === 'fulfilled').length;
    };

    it('while its connection stands, since it may be drawing by itself', async () => {
      const url = postgres.createDatabase();
      const budget = budgetOf(await join(url), limits);
      const client = new Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query(
        "SELECT pid || ' ' || backend_start AS backend FROM pg_stat_activity WHERE pid = pg_backend_pid()",
      );
      await client.query(MISSED, [(rows[0] as { backend: string }).backend]);
      expect(await drawn(budget)).toBeLessThanOrEqual(3);
      await client.end();
    });

    it('and takes it back when it is gone', async () => {
      const url = postgres.createDatabase();
      const budget = budgetOf(await join(url), limits);
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(MISSED, ['a connection that has ended']);
      const count = async () => (await client.query('SELECT id FROM replicas')).rowCount;
      await expect.poll(count, { timeout: 10_000 }).toBe(1);
      await client.end();
      expect(await drawn(budget)).toBeGreaterThan(3);
    });
  });

  it('is met while Postgres is away, by a part for each, and once it is back', { timeout: 60_000 }, async () => {
    const url = postgres.createDatabase();
    const budgets = await Promise.all([1, 2].map(async () => budgetOf(await join(url), LIMIT)));
    const times: number[] = [];
    const enough = new AbortController();
    const work = budgets.flatMap((budget) => [1, 2].map(() => drawUntil(budget, times, enough.signal)));
    await expect.poll(() => times.length, { timeout: 20_000 }).toBeGreaterThan(20);
    await postgres.stop('SIGKILL');
    const stopped = times.length;
    await expect.poll(() => times.length, { timeout: 20_000 }).toBeGreaterThan(stopped + 30);
    await postgres.start();
    const started = times.length;
    await expect.poll(() => times.length, { timeout: 30_000 }).toBeGreaterThan(started + 60);
    enough.abort();
    await Promise.all(work);
    expect(mostIn(500, times)).toBeLessThanOrEqual(6);
  });
});
