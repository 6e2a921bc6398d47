import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Replicas, openReplicas } from '../../src/replicas/open-replicas.ts';
import { type Budget, type BudgetOptions, createBudget } from '../../src/transport/budget.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../history/store/start-postgres.ts';

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
