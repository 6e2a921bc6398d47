import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHintedReadings } from '../../../src/history/sync/hinted-readings.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeTimer } from '../../support/fake-timer.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** Readings on a clock of their own, each of which ends when it is told to. */
function start() {
  const clock = createFakeClock();
  const timer = createFakeTimer();
  const begun: { readonly at: number; readonly isUrgent: boolean }[] = [];
  const open: PromiseWithResolvers<void>[] = [];
  const hinted = createHintedReadings({
    ...{ now: clock.now, timer },
    urgentEveryMs: 10_000,
    read(isUrgent, signal) {
      begun.push({ at: timer.elapsed(), isUrgent });
      const reading = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => reading.reject(signal.reason), { once: true });
      open.push(reading);
      return reading.promise;
    },
  });
  endings.push(() => hinted.close());
  /** Lets time pass in small steps, and whatever waits go on. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 50) {
      clock.advance(Math.min(50, left));
      timer.advance(Math.min(50, left));
      await settled();
    }
  };
  const end = async (): Promise<void> => {
    open.shift()!.resolve();
    await settled();
  };
  return { hinted, begun, open, pass, end, timer };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a reading that a hint leads to', () => {
  it('begins when the second is over in which it came: what began in that second is read too', async () => {
    const { hinted, begun, pass } = start();
    await pass(300);
    expect(hinted.note()).toBe(true);
    await pass(650);
    expect(begun).toEqual([]);
    await pass(100);
    expect(begun).toHaveLength(1);
  });

  it('is one for all hints of a second, and one more for all that come while it runs', async () => {
    const { hinted, begun, pass, end } = start();
    const noted = Array.from({ length: 1000 }, () => hinted.note());
    expect(noted.filter(Boolean)).toHaveLength(1);
    await pass(1050);
    expect(begun).toHaveLength(1);
    for (let round = 0; round < 100; round += 1) {
      hinted.note();
      await pass(100);
    }
    expect(begun).toHaveLength(1);
    await end();
    expect(begun).toHaveLength(2);
    await end();
    await pass(5000);
    expect(begun).toHaveLength(2);
  });

  it('comes again where the vendor may show the call only then, and a hint in between does not wait for that', async () => {
    const { hinted, begun, pass, end } = start();
    hinted.note(60_000);
    await pass(1050);
    await end();
    await pass(19_000);
    expect(hinted.note()).toBe(true);
    await pass(1050);
    expect(begun).toHaveLength(2);
    await end();
    await pass(39_000);
    expect(begun).toHaveLength(2);
    await pass(1000);
    expect(begun).toHaveLength(3);
    await end();
    await pass(120_000);
    expect(begun).toHaveLength(3);
  });

  it('goes before others of the background for some calls, and keeps to their share where calls end all the time', async () => {
    const { hinted, begun, pass, end } = start();
    for (let second = 0; second < 30; second += 1) {
      hinted.note();
      await pass(1050);
      await end();
    }
    expect(begun).toHaveLength(30);
    expect(begun.filter(({ isUrgent }) => isUrgent)).toHaveLength(7);
    await pass(60_000);
    hinted.note();
    await pass(1050);
    expect(begun.at(-1)!.isUrgent).toBe(true);
  });

  it('that fails keeps no other from beginning', async () => {
    const { hinted, begun, pass, open } = start();
    hinted.note();
    await pass(1050);
    open.shift()!.reject(new Error('the vendor is down'));
    await settled();
    hinted.note();
    await pass(1050);
    expect(begun).toHaveLength(2);
  });

  it('ends when it is closed, and so does whatever waits', async () => {
    const { hinted, begun, pass, timer } = start();
    hinted.note(60_000);
    await pass(1050);
    await hinted.close();
    expect(timer.waits()).toEqual([]);
    expect(hinted.note()).toBe(false);
    await pass(120_000);
    expect(begun).toHaveLength(1);
  });

  it('waits for nothing when it is closed while it waits', async () => {
    const { hinted, begun, timer } = start();
    hinted.note(60_000);
    await vi.waitFor(() => expect(timer.waits()).toHaveLength(1));
    await hinted.close();
    expect([begun, timer.waits()]).toEqual([[], []]);
  });
});
