import { describe, expect, it } from 'vitest';
import { ticksOf, toCallAxis } from '../../web/call/to-call-axis.ts';

const START = '2026-04-30T10:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(START) + seconds * 1000).toISOString();
const CALL = { startedAt: START, durationSeconds: 100, waitSeconds: 20, talkSeconds: 80 };

const leg = (from: number, seconds: number | null, more: { outcome?: string; agent?: string } = {}) => ({
  id: `${from} ${more.agent ?? ''}`,
  startedAt: after(from),
  durationSeconds: seconds,
  outcome: more.outcome ?? 'ANSWERED',
  agent: more.agent === undefined ? null : { id: more.agent, displayName: more.agent },
});

describe('the time axis of a call', () => {
  it('divides the call into waiting and talking', () => {
    const { wait, talk } = toCallAxis(CALL, [], []);
    expect(wait).toEqual({ from: 0, length: 0.2 });
    expect(talk).toEqual({ from: 0.2, length: 0.8 });
  });

  it('divides nothing that the system does not tell apart', () => {
    const axis = toCallAxis({ ...CALL, waitSeconds: null, talkSeconds: null }, [], []);
    expect([axis.wait, axis.talk]).toEqual([null, null]);
    expect(axis.whole).toEqual({ from: 0, length: 1 });
  });

  it('ends with the last leg or recording, also where that ends after the call', () => {
    const axis = toCallAxis(CALL, [leg(100, 100)], []);
    expect(axis.whole).toEqual({ from: 0, length: 0.5 });
    expect(axis.legs[0]!.stretch).toEqual({ from: 0.5, length: 0.5 });
  });

  it('gives no stretch to a leg of unknown start or length, and keeps its place', () => {
    const axis = toCallAxis(CALL, [leg(0, null), { ...leg(0, 5), startedAt: null }, leg(0, 50)], []);
    expect(axis.legs.map(({ stretch }) => stretch)).toEqual([null, null, { from: 0, length: 0.5 }]);
  });

  it('reaches up to now while the call goes on', () => {
    const ongoing = { startedAt: START, durationSeconds: null, waitSeconds: null, talkSeconds: null };
    const axis = toCallAxis(ongoing, [leg(30, null)], [], new Date(after(60)));
    expect(axis.whole).toEqual({ from: 0, length: 1 });
    expect(axis.legs[0]!.stretch).toEqual({ from: 0.5, length: 0.5 });
  });

  it('says whom an agent passed the call on to: the next who answered later', () => {
    const axis = toCallAxis(CALL, [leg(0, 40, { agent: 'Ada' }), leg(40, 60, { agent: 'Ben' })], []);
    expect(axis.legs.map(({ passedOnTo }) => passedOnTo)).toEqual(['Ben', null]);
  });

  it.each([
    ['legs that ring together', [leg(0, 40, { agent: 'Ada' }), leg(0, 60, { agent: 'Ben' })]],
    ['a leg that nobody answered', [leg(0, 40, { agent: 'Ada', outcome: 'MISSED' }), leg(40, 60, { agent: 'Ben' })]],
    [
      'a later leg that was declined',
      [leg(0, 40, { agent: 'Ada' }), leg(40, 60, { agent: 'Ben', outcome: 'DECLINED' })],
    ],
    ['an agent who comes back', [leg(0, 40, { agent: 'Ada' }), leg(40, 60, { agent: 'Ada' })]],
  ])('takes for no transfer: %s', (_, legs) => {
    expect(toCallAxis(CALL, legs, []).legs.map(({ passedOnTo }) => passedOnTo)).toEqual([null, null]);
  });

  it.each([
    [1, [0, 1]],
    [18, [0, 5, 10, 15]],
    [123, [0, 30, 60, 90, 120]],
    [3599, [0, 600, 1200, 1800, 2400, 3000]],
    [3600, [0, 1800, 3600]],
  ])('has round moments on it: %i seconds', (span, ticks) => {
    expect(ticksOf(span)).toEqual(ticks);
  });

  it('never has more moments than fit, however long a call is', () => {
    for (let span = 1; span < 2_000_000; span = Math.ceil(span * 1.07)) expect(ticksOf(span).length).toBeLessThan(8);
  });
});
