import { expect, it } from 'vitest';
import { createMemory } from '../../src/providers/create-memory.ts';

it('what a vendor said is remembered by the clock of the server, whatever that of the machine says', () => {
  let now = Date.UTC(2026, 3, 1);
  const memory = createMemory<readonly string[]>({ max: 2, keptMs: 60_000, now: () => now });
  memory.set('users', ['Ada']);
  now += 59_000;
  expect(memory.get('users')).toEqual(['Ada']);
  now += 2_000;
  expect(memory.get('users')).toBeUndefined();
});
