import { describe, expect, it } from 'vitest';
import { createWorld } from './create-world.ts';

describe('the name of a line', () => {
  it('is asked for where it is selected, and not with its number', async () => {
    const { run, north } = createWorld();
    await run('{ callSessions(first: 1) { nodes { line { number } customer { displayName } } } }');
    await run('{ callSessions(first: 1) { nodes { line { ...Named } } } } fragment Named on Party { displayName }');
    expect(north.queries.map(({ selection }) => selection.fields.has('lineName'))).toEqual([false, true]);
  });
});
