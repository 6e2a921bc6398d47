import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createWorld, everyMinute } from './create-world.ts';

describe('a caller who has gone', () => {
  it('stops everything that was asked for it, and leaves nothing behind', async () => {
    const { read, a, b } = createWorld({ a: everyMinute(3), b: everyMinute(3) });
    a.hang();
    b.hang();
    const caller = new AbortController();
    for (let count = 0; count < 50; count += 1) {
      const gone = new AbortController();
      const reading = read({ wantsTotal: true }, AbortSignal.any([caller.signal, gone.signal]));
      await new Promise(setImmediate);
      expect(a.openLists).toBe(1);
      const reason = new Error('gone');
      gone.abort(reason);
      await expect(reading).rejects.toBe(reason);
      await new Promise(setImmediate);
      expect([a.openLists, b.openLists]).toEqual([0, 0]);
    }
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('before anything was asked costs nothing', async () => {
    const { read, a } = createWorld({ a: everyMinute(3), b: [] });
    await expect(read({}, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(a.requests.total).toBe(0);
  });
});
