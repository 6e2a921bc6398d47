import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FairGate, NoRoom, type Room, createFairGate } from '../../../src/server/admission/fair-gate.ts';

type Wish = { readonly caller: string };

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A room for so many, in which each takes a second. */
function createRoom(most: number): Room<Wish> & { leave(): void } {
  let inside = 0;
  return {
    hasRoom: () => inside < most,
    take: () => void (inside += 1),
    everyMs: () => 1_000 / most,
    leave: () => void (inside -= 1),
  };
}

function createWorld(most: number, bounds: { maxWaiting?: number; maxWaitMs?: number } = {}) {
  const room = createRoom(most);
  const gate = createFairGate(room, () => ({ maxWaiting: 1_000, maxWaitMs: 60_000, ...bounds }));
  const order: string[] = [];
  const enter = (caller: string, signal = new AbortController().signal): Promise<unknown> =>
    gate.enter({ caller }, signal).then(
      () => void order.push(caller),
      (error: unknown) => error,
    );
  const leave = async (): Promise<void> => {
    room.leave();
    gate.letIn();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { gate, order, enter, leave };
}

const many = <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make);

async function decided(gate: FairGate<Wish>): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
  expect(gate.waiting()).toBeGreaterThanOrEqual(0);
}

/** Why the next request of a caller is refused; null where it is not. */
async function floodOf(gate: FairGate<Wish>, caller: string): Promise<unknown> {
  const refused = gate.refuseFlood(caller, new AbortController().signal)?.catch((error: unknown) => error) ?? null;
  await vi.advanceTimersByTimeAsync(250);
  return refused;
}

describe('a fair gate', () => {
  it('lets in at once what there is room for', async () => {
    const { order, enter, gate } = createWorld(2);
    await Promise.all([enter('one'), enter('two')]);
    expect([order, gate.waiting()]).toEqual([['one', 'two'], 0]);
  });

  it('lets callers in in turn, however many requests one of them has sent first', async () => {
    const { order, enter, leave } = createWorld(1);
    const all = [...many(4, () => enter('greedy')), enter('modest'), enter('other')];
    for (let turn = 0; turn < 6; turn += 1) await leave();
    await Promise.all(all);
    expect(order).toEqual(['greedy', 'greedy', 'modest', 'other', 'greedy', 'greedy']);
  });

  it('refuses within a second whoever would wait too long, with a time to come back, and lets the others wait', async () => {
    const { gate, enter, leave } = createWorld(1, { maxWaitMs: 3_000 });
    await enter('one');
    const all = many(6, () => enter('one'));
    await decided(gate);
    expect(gate.waiting()).toBe(3);
    const refusals = (await Promise.all(all.slice(3))) as NoRoom[];
    expect(refusals.every((refusal) => refusal instanceof NoRoom)).toBe(true);
    // One after the other, as room is made.
    expect(refusals.map(({ retryAfterMs }) => Math.round(retryAfterMs / 1_000))).toEqual([2, 3, 4]);
    for (let turn = 0; turn < 3; turn += 1) await leave();
    expect(await Promise.all(all.slice(0, 3))).toEqual([undefined, undefined, undefined]);
  });

  it('refuses nobody for what has ended by the time of the decision', async () => {
    const { gate, order, enter, leave } = createWorld(1, { maxWaitMs: 500 });
    await enter('one');
    const all = many(5, () => enter('one'));
    for (let turn = 0; turn < 5; turn += 1) await leave();
    await decided(gate);
    await Promise.all(all);
    expect(order).toHaveLength(6);
  });

  it('forgets who goes away while they wait', async () => {
    const { gate, order, enter, leave } = createWorld(1);
    await enter('one');
    const leaving = new AbortController();
    const gone = enter('gone', leaving.signal);
    const next = enter('next');
    leaving.abort(new Error('the client went away'));
    expect(await gone).toEqual(new Error('the client went away'));
    expect(gate.waiting()).toBe(1);
    await leave();
    await next;
    expect(order).toEqual(['one', 'next']);
  });

  it('gives one caller half of the line, and refuses everybody at once past its end', async () => {
    const { gate, enter } = createWorld(1, { maxWaiting: 6 });
    await enter('one');
    void many(3, () => enter('one'));
    expect(await enter('one')).toBeInstanceOf(NoRoom);
    void many(3, () => enter('two'));
    expect(await enter('three')).toBeInstanceOf(NoRoom);
    expect(gate.waiting()).toBe(6);
  });

  it('takes a caller for a flood as soon as their next request would be refused, and not one later', async () => {
    const { gate, enter } = createWorld(1, { maxWaitMs: 60_000 });
    await enter('one');
    void many(60, () => enter('flood'));
    expect(gate.waiting()).toBe(60);
    expect(await floodOf(gate, 'flood')).toBeInstanceOf(NoRoom);
    const late = enter('flood');
    expect(gate.waiting()).toBe(60);
    await vi.advanceTimersByTimeAsync(250);
    expect(await late).toBeInstanceOf(NoRoom);
  });

  it('goes on as before when the wall clock is set back or forth', async () => {
    const { gate, order, enter, leave } = createWorld(1, { maxWaitMs: 2_000 });
    await enter('one');
    const waiting = enter('two');
    vi.setSystemTime(Date.now() - 86_400_000);
    await decided(gate);
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    await decided(gate);
    expect(gate.waiting()).toBe(1);
    await leave();
    await waiting;
    expect(order).toEqual(['one', 'two']);
  });

  it('takes many refusals for a flood of their caller alone, while its requests wait too long', async () => {
    const { gate, enter } = createWorld(1, { maxWaitMs: 2_000 });
    await enter('one');
    void many(60, () => enter('flood'));
    expect(await floodOf(gate, 'flood')).toBeInstanceOf(NoRoom);
    expect(await floodOf(gate, 'one')).toBeNull();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await floodOf(gate, 'flood')).toBeNull();
  });

  it('keeps who is refused in a flood for a moment, but no longer than they stay, and no more than may wait', async () => {
    const { gate, enter } = createWorld(1, { maxWaitMs: 2_000, maxWaiting: 200 });
    await enter('one');
    void many(60, () => enter('flood'));
    const leaving = new AbortController();
    const gone = gate.refuseFlood('flood', leaving.signal)!.catch((error: unknown) => error);
    leaving.abort(new Error('the client went away'));
    expect(await gone).toEqual(new Error('the client went away'));
    const order: string[] = [];
    const refuse = (name: string): Promise<unknown> =>
      gate.refuseFlood('flood', new AbortController().signal)!.catch(() => void order.push(name));
    const kept = many(190, () => refuse('kept'));
    await refuse('past them');
    expect(order).toEqual(['past them']);
    await vi.advanceTimersByTimeAsync(250);
    await Promise.all(kept);
    expect(order).toHaveLength(191);
  });
});
