import { describe, expect, it } from 'vitest';
import { lacksPostgres } from '../../history/store/start-postgres.ts';
import { startReplicas } from './start-replicas.ts';
import { walkOverReplicas } from './walk-over-replicas.ts';

describe.skipIf(lacksPostgres())('two replicas on one Postgres', () => {
  it('give every call once to a walk that changes between them, while they are killed and started again', async () => {
    const world = await startReplicas({ dataSet: 'even', count: 300, latencyMs: 0 });
    try {
      const { places, kills } = await walkOverReplicas(world, { first: 100, killEvery: 3 });
      expect(places).toEqual(world.truth);
      expect(kills).toBeGreaterThan(2);
      const counts = await world.counts();
      expect(Object.values(counts).map(({ tokens }) => tokens)).toEqual([1, 0, 0, 1]);
    } finally {
      await world.close();
    }
  });
});
