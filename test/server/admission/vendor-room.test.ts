import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AskingVendors, type VendorRoom, createVendorRoom } from '../../../src/server/admission/vendor-room.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const DEADLINE_MS = 10_000;
const wish = (caller: string, ...providers: string[]): AskingVendors => ({
  ...{ caller, wanted: new Set(providers), places: new Set<string>() },
});

/** Lets in as many as there is room for, each of another caller. */
function fill(room: VendorRoom, ...providers: string[]): AskingVendors[] {
  const inside: AskingVendors[] = [];
  for (let caller = 0; ; caller += 1) {
    const next = wish(`caller ${caller}`, ...providers);
    if (!room.hasRoom(next)) return inside;
    room.take(next);
    inside.push(next);
  }
}

const limitOf = (room: VendorRoom, provider: string): number => room.status()[provider]!.limit;
const tookOf = (ms: number) => () => ({ ms, requests: 2 });

describe('the room for requests that ask vendors', () => {
  it('is of each provider: a full one keeps nobody from another', () => {
    const room = createVendorRoom(() => DEADLINE_MS);
    fill(room, 'portal');
    expect(room.hasRoom(wish('late', 'portal', 'pbx'))).toBe(false);
    expect(room.fullFor(wish('late', 'portal', 'pbx'))).toBe('portal');
    expect(room.hasRoom(wish('late', 'pbx'))).toBe(true);
  });

  it('has a place for another caller, however much one asks', () => {
    const room = createVendorRoom(() => DEADLINE_MS);
    while (room.hasRoom(wish('greedy', 'portal'))) room.take(wish('greedy', 'portal'));
    expect(room.hasRoom(wish('modest', 'portal'))).toBe(true);
  });

  it('has that place also once the limit has fallen below what one caller has begun', () => {
    const room = createVendorRoom(() => DEADLINE_MS);
    const beganAt = performance.now();
    while (room.hasRoom(wish('greedy', 'portal'))) room.take(wish('greedy', 'portal'));
    vi.advanceTimersByTime(4_000);
    room.noteWait('portal', 4_000, beganAt);
    const { inFlight, limit } = room.status()['portal']!;
    expect(inFlight).toBeGreaterThan(limit);
    expect(room.hasRoom(wish('greedy', 'portal'))).toBe(false);
    expect(room.hasRoom(wish('modest', 'portal'))).toBe(true);
    room.take(wish('modest', 'portal'));
    // What is left beside one caller's part is one place, whoever comes.
    expect(room.hasRoom(wish('other', 'portal'))).toBe(false);
  });

  it('shrinks once for all that are held up in a line, and grows while as many as may ask without being held up', () => {
    const room = createVendorRoom(() => DEADLINE_MS);
    const beganAt = performance.now();
    const inside = fill(room, 'portal');
    vi.advanceTimersByTime(4_000);
    for (const _one of inside) room.noteWait('portal', 4_000, beganAt);
    expect(limitOf(room, 'portal')).toBe(Math.floor(inside.length * 0.7));
    for (const one of inside) room.leave(one, tookOf(5_000));
    const fallen = limitOf(room, 'portal');
    for (let round = 0; round < 5; round += 1) {
      const calm = fill(room, 'portal');
      vi.advanceTimersByTime(2_000);
      for (const one of calm) room.leave(one, tookOf(1_000));
    }
    expect(limitOf(room, 'portal')).toBeGreaterThan(fallen);
  });

  it('does not grow while few ask: what was never tried is not known', () => {
    const room = createVendorRoom(() => DEADLINE_MS);
    const first = limitOf((room.take(wish('one', 'portal')), room), 'portal');
    for (let request = 0; request < 100; request += 1) {
      const one = wish('two', 'portal');
      room.take(one);
      vi.advanceTimersByTime(100);
      room.leave(one, tookOf(100));
    }
    expect(limitOf(room, 'portal')).toBe(first);
  });

  it('tells how long one more takes by what others took, or by what the vendor lets through, whichever is longer', () => {
    const room = createVendorRoom(() => DEADLINE_MS);
    const one = wish('one', 'portal');
    room.take(one);
    room.leave(one, tookOf(800));
    expect(room.everyMs(one)).toBe(800 / limitOf(room, 'portal'));
    room.noteSpacing('portal', 500);
    expect(room.everyMs(one)).toBe(1_000);
  });
});
