import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, lacksPostgres, startPostgres } from '../history/store/start-postgres.ts';

const DRAWER = join(import.meta.dirname, 'draw-until-killed.ts');

describe.skipIf(lacksPostgres())('a limit of processes that are killed at any moment', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  /** What is done to one of the drawers, and how long after the one before. */
  const strokes = fc.array(
    fc.record({
      drawer: fc.nat(2),
      /** SIGSTOP leaves it standing for a while, as a machine does that is out of breath. */
      signal: fc.constantFrom<NodeJS.Signals>('SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGSTOP'),
      afterMs: fc.integer({ min: 0, max: 1500 }),
    }),
    { minLength: 4, maxLength: 8 },
  );
  const limits = fc.record({ points: fc.integer({ min: 1, max: 12 }), perSeconds: fc.constantFrom(0.3, 0.5, 1) });

  it('is in no stretch of time drawn from above it', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(limits, strokes, async ({ points, perSeconds }, hits) => {
        const url = postgres.createDatabase();
        const times: number[] = [];
        const start = (): ChildProcess => {
          const child = spawn(process.execPath, [DRAWER, url, String(points), String(perSeconds)], {
            stdio: ['ignore', 'pipe', 'inherit'],
          });
          createInterface({ input: child.stdout }).on('line', (line) => times.push(Number(line)));
          return child;
        };
        const drawers = [start(), start(), start()];
        try {
          await expect.poll(() => times.length, { timeout: 60_000 }).toBeGreaterThan(2 * points);
          for (const { drawer, signal, afterMs } of hits) {
            await delay(afterMs);
            const child = drawers[drawer]!;
            child.kill(signal);
            if (signal === 'SIGSTOP') setTimeout(() => child.kill('SIGCONT'), 700);
            else drawers[drawer] = start();
          }
          const before = times.length;
          await expect.poll(() => times.length, { timeout: 60_000 }).toBeGreaterThan(before + 2 * points);
        } finally {
          for (const child of drawers) child.kill('SIGKILL');
        }
        const most = Math.max(
          ...times.map((at) => times.filter((time) => time >= at && time < at + perSeconds * 1000).length),
        );
        expect(most).toBeLessThanOrEqual(points);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
