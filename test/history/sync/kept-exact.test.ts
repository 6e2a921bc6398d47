import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import { openStore } from '../store/store-world.ts';
import { PLANTED_BUGS } from './exact/planted-bugs.ts';
import { type ExactServer, NotExact, runInterleaving, startExactServer } from './exact/run-interleaving.ts';

let server: ExactServer;
let store: HistoryStore;
beforeAll(async () => {
  server = await startExactServer();
  store = await openStore({ kind: 'memory' });
});
afterAll(async () => {
  await store.close();
  await server.vendor.close();
});

describe('what is kept', () => {
  it('is what the vendor held when it was read, through cut, killed, robbed and filtered readings', async () => {
    for (let seed = 1; seed <= 12; seed += 1)
      await runInterleaving(seed, server, store).catch((error: unknown) => {
        throw new Error(`interleaving ${seed}`, { cause: error });
      });
  });

  it.each(PLANTED_BUGS)('is found not to be, with %s', async (bug) => {
    const found = async (): Promise<boolean> => {
      for (let seed = 1; seed <= 40; seed += 1)
        try {
          await runInterleaving(seed, server, store, bug);
        } catch (error) {
          if (!(error instanceof NotExact)) throw error;
          return true;
        }
      return false;
    };
    expect(await found()).toBe(true);
  });
});
