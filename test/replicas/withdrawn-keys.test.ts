import { expect, it } from 'vitest';
import type { Engine, Row } from '../../src/history/store/engine.ts';
import { createWithdrawnKeys } from '../../src/replicas/withdrawn-keys.ts';

it('takes no key again because of what was read before it was withdrawn', async () => {
  const written: string[] = [];
  const reads: (() => void)[] = [];
  const engine = {
    words: { now: '0' },
    read: () => {
      const rows: Row[] = written.map((hash) => ({ hash }));
      return new Promise((resolve) => reads.push(() => resolve([rows])));
    },
    write: async (work: (transaction: object) => Promise<void>) =>
      work({ run: async (_sql: string, [hash]: string[]) => void written.push(hash!) }),
  } as unknown as Engine;
  const told: string[][] = [];
  const keys = createWithdrawnKeys(engine);
  keys.watch((hashes) => told.push([...hashes]));

  const slow = keys.look();
  keys.withdraw(['one']);
  await expect.poll(() => reads.length).toBe(2);
  reads[0]!();
  await slow;
  reads[1]!();
  await new Promise(setImmediate);
  expect(told).toEqual([[], ['one']]);
});
