import { describe, expect, it } from 'vitest';
import { lacksPostgres } from '../../history/store/start-postgres.ts';
import { readMetrics } from '../../support/read-metrics.ts';
import { askReplica, startReplicas } from './start-replicas.ts';

const PAGE = `query Page($providers: [ID!]) {
  callSessions(first: 20, filter: { providers: $providers }) { isComplete problems { kind } nodes { id agents { id } legs { id } } }
}`;
type Page = {
  readonly callSessions: {
    readonly isComplete: boolean;
    readonly problems: unknown;
    readonly nodes: readonly object[];
  };
};
/** Read from the vendors, so that each replica has tokens of them. */
const NEWEST = { 'cache-control': 'no-cache' };
const POLL = { timeout: 30_000, interval: 200 };

const statusOf = async (url: string): Promise<readonly [number, string]> => {
  const response = await fetch(`${url}/ready`);
  return [response.status, ((await response.json()) as { status: string }).status];
};

describe.skipIf(lacksPostgres())('two replicas whose Postgres is killed', () => {
  it('are degraded and answer whole pages from their vendors, within admission, and recover by themselves', async () => {
    const settings = { admission: { maxInFlight: 4 } };
    const world = await startReplicas({ dataSet: 'even', count: 200, latencyMs: 0, settings });
    try {
      const replicas = [await world.start(), await world.start()];
      /** Several at a time, of two providers each by itself, as many clients would. */
      const askAll = async (): Promise<readonly Page[]> =>
        Promise.all(
          replicas.flatMap(({ url }) =>
            ['pbx', 'desk', 'tracking'].flatMap((key) =>
              [1, 2, 3].map(() => askReplica<Page>(url, PAGE, { providers: [key] }, NEWEST)),
            ),
          ),
        );
      const expectWhole = (pages: readonly Page[]): void => {
        expect(
          pages.map(({ callSessions }) => [callSessions.isComplete, callSessions.problems, callSessions.nodes.length]),
        ).toEqual(pages.map(() => [true, [], 20]));
      };
      expectWhole(await askAll());
      await world.postgres.stop('SIGKILL');
      for (let round = 0; round < 3; round += 1) {
        expectWhole(await askAll());
        for (const { url } of replicas) {
          expect((await fetch(`${url}/health`)).status).toBe(200);
          await expect.poll(() => statusOf(url), POLL).toEqual([200, 'degraded']);
        }
      }
      await world.postgres.start();
      for (const { url } of replicas) {
        await expect.poll(() => statusOf(url), POLL).toEqual([200, 'ready']);
        const { samples } = await readMetrics(url);
        expect(samples.get('trunkline_store_up')).toBe(1);
        expect(samples.get('trunkline_admission_requests_in_flight')).toBe(0);
        expect(samples.get('trunkline_admission_requests_waiting{for="work"}')).toBe(0);
      }
      expectWhole(await askAll());
    } finally {
      await world.close();
    }
  });
});
