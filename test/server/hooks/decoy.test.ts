import { expect, it } from 'vitest';
import { type Hook, type HookReading, REFUSED } from '../../../src/domain/hook.ts';
import { createDecoy } from '../../../src/server/hooks/decoy.ts';

const HOOK: Hook = { rest: '', headers: {}, body: 'a=1' };

it('refuses what comes to no provider after the work of a real one, whatever that makes of it', () => {
  const read: string[] = [];
  const reader = (name: string, answer: HookReading) => (hook: Hook) => {
    expect(hook).toBe(HOOK);
    read.push(name);
    return answer;
  };
  const decoy = createDecoy([reader('first', REFUSED), reader('second', { kind: 'hint', message: null })]);
  for (const key of ['', 'nobody', 'nobody', 'other']) expect(decoy(key, HOOK)).toBe(REFUSED);
  expect(read).toEqual(['first', 'first', 'first', 'second']);
});
