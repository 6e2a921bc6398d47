import type { ChangingSource } from '../../../../src/demo/changing-source.ts';
import { createChangingSource } from '../../../../src/demo/changing-source.ts';
import { type CallSource, type DemoCall, makeCall } from '../../../../src/demo/call-source.ts';
import { nativeIdOf } from '../../../../src/demo/native-ids.ts';
import { DAY_MS, type Instant, SECOND_MS, floorToSecond } from '../../../../src/time/instant.ts';
import type { TimeRange } from '../../../../src/time/time-range.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';

/** What a vendor held of one call at a moment, as far as calls of the domain tell. */
export type Held = { readonly note: string | null; readonly rating: number | null; readonly isRecorded: boolean };

/** A Bitrix24 whose calls come, change and go, and which remembers what it held when. */
export type ChangingVendor = {
  readonly source: ChangingSource;
  /** Changes something, a second after whatever was before. */
  mutate(random: () => number): void;
  /** What it held of a call at some moment of a span of time, both ends included; null among them for nothing. */
  heldWithin(nativeId: string, from: Instant, to: Instant): readonly (Held | null)[];
  /** The calls that it held all the time from one moment to another, and that start within a range. */
  heldThroughout(range: TimeRange, from: Instant, to: Instant): readonly string[];
};

const COUNT = 150;

/** Makes one whose calls lie in the last days before the clock. */
export function createChangingVendor(seed: number, clock: FakeClock, random: () => number): ChangingVendor {
  const start = clock.now();
  const starts = Array.from({ length: COUNT }, () => floorToSecond(start - random() * 6 * DAY_MS + random() * DAY_MS));
  // Some in one second: that is where windows break.
  for (let index = 1; index < COUNT; index += 20) starts[index] = starts[index - 1]!;
  starts.sort((a, b) => a - b);
  const calls = starts.map((startedAt, index) => makeCall(seed, index, startedAt));
  const base: CallSource = { count: COUNT, at: (index) => calls[index]! };
  const source = createChangingSource(base);
  for (let index = 0; index < COUNT; index += 1) if (random() < 0.15) source.hide(index);

  type Version = { readonly at: Instant; readonly call: DemoCall; readonly isHidden: boolean };
  const versions = calls.map((_call, index): Version[] => [
    { at: -Infinity, call: source.at(index), isHidden: source.absent!.has(index) },
  ]);
  const indexes = new Map(calls.map((_call, index) => [nativeIdOf('bitrix24', index), index]));
  /** Versions in force at some moment of a span; a call is there from its end on. */
  const statesWithin = (index: number, from: Instant, to: Instant): (Held | null)[] => {
    const own = versions[index]!;
    const endsAt = calls[index]!.startedAt + calls[index]!.durationSeconds * SECOND_MS;
    return own.flatMap((version, place) => {
      const until = own[place + 1]?.at ?? Infinity;
      const [since, till] = [Math.max(from, version.at), Math.min(to, until - 1)];
      if (since > till) return [];
      const { note, rating, isRecorded } = version.call;
      const held = version.isHidden ? null : { note, rating, isRecorded };
      return [...(since < endsAt ? [null] : []), ...(till >= endsAt ? [held] : [])];
    });
  };

  return {
    source,
    mutate(random) {
      clock.advance(SECOND_MS);
      const index = Math.floor(random() * COUNT);
      const isHidden = source.absent!.has(index);
      if (isHidden && random() < 0.7) source.show(index);
      else if (!isHidden && random() < 0.3) source.hide(index);
      else
        source.change(index, {
          note: `note ${Math.floor(random() * 1e6)}`,
          rating: 1 + Math.floor(random() * 5),
          isRecorded: random() < 0.5,
        });
      versions[index]!.push({ at: clock.now(), call: source.at(index), isHidden: source.absent!.has(index) });
    },
    heldWithin(nativeId, from, to) {
      const index = indexes.get(nativeId);
      return index === undefined ? [] : statesWithin(index, from, to);
    },
    heldThroughout: (range, from, to) =>
      calls.flatMap(({ startedAt }, index) =>
        startedAt >= range.from && startedAt < range.to && statesWithin(index, from, to).every((held) => held !== null)
          ? nativeIdOf('bitrix24', index)
          : [],
      ),
  };
}
