import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXACT_VENDORS, type ExactServer, startExactServer } from './exact-vendors.ts';
import { NotExact } from './expect-exact.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { runInterleaving } from './run-interleaving.ts';

/** So many interleavings of each kind of vendor, and of some kinds at most so many until a planted mistake must have been found. */
export function describeKeptExact({
  seeds,
  bugSeeds,
  bugKinds = EXACT_VENDORS.map(({ kind }) => kind),
  first = 1,
}: {
  readonly seeds: number;
  readonly bugSeeds: number;
  readonly bugKinds?: readonly string[];
  readonly first?: number;
}): void {
  describe.each(EXACT_VENDORS.map((vendor) => [vendor.kind, vendor] as const))('calls of %s', (kind, vendor) => {
    let server: ExactServer;
    beforeAll(async () => {
      server = await startExactServer(vendor);
    });
    afterAll(() => server.vendor.close());

    it('are kept, and shown on every page of a walk, as the vendor held them when it was read', async () => {
      let pages = 0;
      for (let seed = first; seed < first + seeds; seed += 1)
        pages += await runInterleaving(seed, server).then(
          (ran) => ran.completePages,
          (error: unknown) => {
            throw new Error(`interleaving ${seed}`, { cause: error });
          },
        );
      expect(pages).toBeGreaterThan(5 * seeds);
      // Many walks, on a machine that has other things to do.
    }, 600_000);

    it.each(bugKinds.includes(kind) ? PLANTED_BUGS : [])('are found to be wrong with %s', async (bug) => {
      const found = async (): Promise<boolean> => {
        for (let seed = first; seed < first + bugSeeds; seed += 1)
          try {
            await runInterleaving(seed, server, bug);
          } catch (error) {
            if (!(error instanceof NotExact)) throw error;
            return true;
          }
        return false;
      };
      expect(await found()).toBe(true);
    });
  });
}
