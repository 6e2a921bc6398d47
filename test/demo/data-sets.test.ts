import { describe, expect, it } from 'vitest';
import { type CallSource, indexAtOrAfter, DEMO_KINDS } from '../../src/demo/call-source.ts';
import { BURST, DATA_SET_NAMES, DATA_SETS_END, createDataSet } from '../../src/demo/data-sets.ts';
import { nativeIdOf } from '../../src/demo/native-ids.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { readPhoneNumber } from '../../src/domain/phone-number.ts';

const startsOf = (source: CallSource): number[] =>
  Array.from({ length: source.count }, (_, index) => source.at(index).startedAt);

describe('the demo data sets', () => {
  it.each(DATA_SET_NAMES)('%s is in order of start, on whole seconds, and ends before its end', (name) => {
    const { sources } = createDataSet(name, { count: 500 });
    for (const kind of DEMO_KINDS) {
      const starts = startsOf(sources[kind]);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      expect(starts.every((start) => start % 1000 === 0 && start <= DATA_SETS_END)).toBe(true);
      expect(starts.length).toBeGreaterThan(0);
    }
  });

  it.each(DATA_SET_NAMES)('%s is the same every time', (name) => {
    const [one, other] = [createDataSet(name, { count: 200 }), createDataSet(name, { count: 200 })];
    for (const kind of DEMO_KINDS) expect(one.sources[kind].at(60)).toEqual(other.sources[kind].at(60));
  });

  it('names customers and lines by numbers of a country', () => {
    const { sources } = createDataSet('even', { count: 500 });
    for (const kind of DEMO_KINDS)
      for (let index = 0; index < sources[kind].count; index += 1) {
        const { customerNumber, lineNumber } = sources[kind].at(index);
        for (const number of [customerNumber, lineNumber])
          expect([number, readPhoneNumber(number, null)]).toEqual([number, { e164: number, country: 'GB' }]);
      }
  });

  it('even has as many calls of each vendor, over 120 days', () => {
    const { sources } = createDataSet('even');
    for (const kind of DEMO_KINDS) {
      expect(sources[kind].count).toBe(2000);
      expect(sources[kind].at(0).startedAt).toBeGreaterThanOrEqual(DATA_SETS_END - 120 * DAY_MS);
    }
  });

  it('skewed gives one vendor 95 % of the calls', () => {
    const { sources } = createDataSet('skewed');
    const counts = DEMO_KINDS.map((kind) => sources[kind].count);
    expect(Math.max(...counts) / counts.reduce((sum, count) => sum + count)).toBeCloseTo(0.95, 2);
  });

  it('sparse is silent for eight months in the middle', () => {
    const starts = startsOf(createDataSet('sparse').sources.callgear);
    const gaps = starts.slice(1).map((start, index) => start - starts[index]!);
    expect(Math.max(...gaps)).toBeGreaterThan(240 * DAY_MS);
  });

  it('burst crowds one second, the same for two vendors', () => {
    const { sources } = createDataSet('burst');
    const second = DATA_SETS_END - 10 * DAY_MS;
    for (const kind of DEMO_KINDS) {
      const crowd = indexAtOrAfter(sources[kind], second + 1) - indexAtOrAfter(sources[kind], second);
      expect(crowd).toBe(BURST[kind]);
    }
    expect([BURST.bitrix24, BURST.voximplant]).toEqual([400, 100]);
  });

  it('months reaches fourteen months back', () => {
    expect(createDataSet('months').sources.callgear.at(0).startedAt).toBeLessThan(DATA_SETS_END - 420 * DAY_MS);
  });

  it('large has any number of rows, made when they are asked for', () => {
    const source = createDataSet('large', { count: 50_000_000 }).sources.voximplant;
    expect(source.count).toBe(50_000_000);
    expect(source.at(49_999_999).startedAt).toBeGreaterThan(source.at(0).startedAt);
  });

  it('shares real calls between vendors: same start, same customer, same direction', () => {
    const { sources } = createDataSet('even');
    const shared = Array.from({ length: 2000 }, (_, index) => sources.bitrix24.at(index)).filter(
      (call) => call.twin !== null,
    );
    expect(shared).toHaveLength(400);
    for (const { twin, startedAt, customerNumber, direction } of shared) {
      expect(sources[twin!.kind].at(twin!.index)).toMatchObject({ startedAt, customerNumber, direction });
    }
  });

  it('gives ids past what a double can hold, and none twice', () => {
    for (const kind of DEMO_KINDS) {
      const ids = Array.from({ length: 3000 }, (_, index) => nativeIdOf(kind, index));
      expect(new Set(ids).size).toBe(3000);
    }
    const ids = Array.from({ length: 20 }, (_, index) => nativeIdOf('voximplant', index));
    expect(ids.some((id) => !Number.isSafeInteger(Number(id)))).toBe(true);
  });
});
