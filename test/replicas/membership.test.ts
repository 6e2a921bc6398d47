import { expect, it } from 'vitest';
import type { Engine } from '../../src/history/store/engine.ts';
import { createMembership } from '../../src/replicas/membership.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';

it('leaves within a moment while the database says nothing', async () => {
  const silent = () => new Promise<never>(() => {});
  const engine = { words: { now: '0' }, read: silent, write: silent } as unknown as Engine;
  const membership = createMembership(engine, { id: 'one', log: SILENT_LOG });
  await membership.joined();
  expect(membership.alone()).not.toBeNull();
  const left = membership.leave().then(() => 'left');
  expect(await Promise.race([left, new Promise((resolve) => setTimeout(resolve, 3_000, 'waits'))])).toBe('left');
});
