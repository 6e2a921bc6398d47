import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/history/store/engine.ts';
import { openPostgres } from '../../src/history/store/postgres/open-postgres.ts';
import { createMembership } from '../../src/replicas/membership.ts';
import { createPostgresBudget } from '../../src/replicas/shared-budget.ts';
import type { SharedBudget } from '../../src/transport/shared/shared-budget.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from '../history/store/start-postgres.ts';

const WANTED = { rate: { points: 100, perSeconds: 1 }, points: 1, spare: 0, usedWithinMs: 100, news: [] };

/** An engine whose process stands still once it has locked the limit, as on a machine that was cut off. */
const standingStill = (engine: Engine): Engine => ({
  ...engine,
  write: (work) =>
    engine.write(({ run, words }) =>
      work({
        words,
        run: (sql, values) => (sql.startsWith('UPDATE shared_limits') ? new Promise(() => {}) : run(sql, values)),
      }),
    ),
});

describe.skipIf(lacksPostgres())('a replica that stands still in the middle of a draw', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  it('holds the others up for two seconds at most', async () => {
    const url = postgres.createDatabase();
    const join = async (id: string, change: (engine: Engine) => Engine): Promise<SharedBudget> => {
      const engine = await openPostgres({ url, maxConnections: 3 });
      const membership = createMembership(engine, { id, log: SILENT_LOG });
      await membership.joined();
      return createPostgresBudget(change(engine), { account: 'sample portal', id, seenMs: 3000, membership });
    };
    const [still, other] = [await join('still', standingStill), await join('other', (engine) => engine)];
    expect(await other.draw('light', WANTED)).toMatchObject({ points: 1 });
    void still.draw('light', WANTED);
    const startedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expect.poll(() => other.draw('light', WANTED), { timeout: 12_000 }).toMatchObject({ points: 1 });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
