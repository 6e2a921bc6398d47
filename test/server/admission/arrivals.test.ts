import { describe, expect, it } from 'vitest';
import { admissionSettings } from '../../../src/server/admission/admission-settings.ts';
import { createAdmission } from '../../../src/server/admission/create-admission.ts';
import { NoRoom } from '../../../src/server/admission/fair-gate.ts';

const stays = new AbortController().signal;
const many = <Value>(count: number, make: () => Value): Value[] => Array.from({ length: count }, make);

function createWorld(bounds: object = {}) {
  const admission = createAdmission({ admission: admissionSettings.parse(bounds), providers: [] });
  const order: string[] = [];
  const arrive = (caller: string, signal = stays): Promise<unknown> =>
    admission.arrive(caller, signal).then(
      () => void order.push(caller),
      (error: unknown) => error,
    );
  return { admission, order, arrive };
}

describe('requests that come at once', () => {
  it('are begun one in each turn, and callers in turn, however many one of them sends', async () => {
    const { order, arrive } = createWorld();
    const all = [...many(50, () => arrive('greedy')), arrive('modest')];
    await new Promise((resolve) => setImmediate(resolve));
    expect(order.length).toBeLessThan(5);
    await Promise.all(all);
    expect(order.indexOf('modest')).toBeLessThan(3);
  });

  it('wait no more than may, half of them of one caller; the others are told when to come again', async () => {
    const { admission, order, arrive } = createWorld({ maxWaiting: 20 });
    const greedy = many(30, () => arrive('greedy'));
    expect(admission.status().waiting).toBe(10);
    const modest = arrive('modest');
    const told = await Promise.all(greedy);
    expect(await modest).toBeUndefined();
    const refused = told.filter((each) => each instanceof NoRoom);
    expect(order.filter((caller) => caller === 'greedy')).toHaveLength(11);
    expect(refused).toHaveLength(19);
    expect(refused.every(({ retryAfterMs }) => retryAfterMs > 0)).toBe(true);
    expect(admission.status().refused.server).toBe(19);
  });

  it('leave no place taken when their client goes away', async () => {
    const { admission, order, arrive } = createWorld({ maxWaiting: 20 });
    const leaving = new AbortController();
    const gone = many(11, () => arrive('greedy', leaving.signal));
    leaving.abort(new Error('the client went away'));
    expect(admission.status().waiting).toBe(0);
    expect(await Promise.all(gone)).toEqual([undefined, ...many(10, () => new Error('the client went away'))]);
    await Promise.all(many(10, () => arrive('greedy')));
    expect(order).toHaveLength(11);
    expect(admission.status().refused.server).toBe(0);
  });
});
