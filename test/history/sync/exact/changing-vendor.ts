import { type CallSource, type DemoCall, makeCall } from '../../../../src/demo/call-source.ts';
import { type ChangingSource, createChangingSource } from '../../../../src/demo/changing-source.ts';
import { nativeIdOf } from '../../../../src/demo/native-ids.ts';
import { DAY_MS, type Instant, SECOND_MS, floorToSecond } from '../../../../src/time/instant.ts';
import type { TimeRange } from '../../../../src/time/time-range.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import { EXACT_COUNT, type ExactVendor } from './exact-vendors.ts';

/** A call in the vendor's books, whatever it holds of it at some moment. */
export type BookedCall = { readonly nativeId: string; readonly startedAt: Instant };

/** What a vendor held of a call during some span of time: null for nothing. */
export type Held = DemoCall | null;

/** A vendor whose calls come, change and go, and which remembers what it held when. */
export type ChangingVendor = {
  readonly source: ChangingSource;
  /** Changes something, a second after whatever was before. */
  mutate(random: () => number): void;
  /** Every call that it ever held. */
  readonly calls: readonly BookedCall[];
  /** What it held of a call between two moments, both included. `isListed`: as lists show it that leave running calls out. */
  heldWithin(nativeId: string, from: Instant, to: Instant, isListed?: boolean): readonly Held[];
  /** The calls that it held all the time from one moment to another, and that start within a range. */
  heldThroughout(range: TimeRange, from: Instant, to: Instant): readonly string[];
};

/** Makes one whose calls lie in the last days before the clock. */
export function createChangingVendor(
  { kind, shownFrom, listedFrom = shownFrom }: ExactVendor,
  seed: number,
  clock: FakeClock,
  random: () => number,
): ChangingVendor {
  const start = clock.now();
  const starts = Array.from({ length: EXACT_COUNT }, () =>
    floorToSecond(start - random() * 6 * DAY_MS + random() * DAY_MS),
  );
  // Some in one second: that is where windows break.
  for (let index = 1; index < EXACT_COUNT; index += 20) starts[index] = starts[index - 1]!;
  starts.sort((a, b) => a - b);
  const made = starts.map((startedAt, index) => makeCall(seed, index, startedAt));
  const base: CallSource = { count: EXACT_COUNT, at: (index) => made[index]! };
  const source = createChangingSource(base);
  for (let index = 0; index < EXACT_COUNT; index += 1) if (random() < 0.15) source.hide(index);

  type Version = { readonly at: Instant; readonly held: Held };
  const stateOf = (index: number): Held => (source.absent!.has(index) ? null : source.at(index));
  const versions = made.map((_call, index): Version[] => [{ at: -Infinity, held: stateOf(index) }]);
  const calls = made.map(({ startedAt }, index) => ({ nativeId: nativeIdOf(kind, index), startedAt }));
  const indexes = new Map(calls.map(({ nativeId }, index) => [nativeId, index]));
  const statesWithin = (index: number, from: Instant, to: Instant, isListed: boolean): Held[] => {
    const own = versions[index]!;
    const shown = (isListed ? listedFrom : shownFrom)(made[index]!);
    return own.flatMap(({ at, held }, place) => {
      const until = own[place + 1]?.at ?? Infinity;
      const [since, till] = [Math.max(from, at), Math.min(to, until - 1)];
      if (since > till) return [];
      return [...(since < shown ? [null] : []), ...(till >= shown ? [held] : [])];
    });
  };

  let changes = 0;
  return {
    source,
    calls,
    mutate(random) {
      clock.advance(SECOND_MS);
      const index = Math.floor(random() * EXACT_COUNT);
      const isHidden = source.absent!.has(index);
      changes += 1;
      if (isHidden && random() < 0.7) source.show(index);
      else if (!isHidden && random() < 0.3) source.hide(index);
      else
        source.change(index, {
          note: `note ${changes}`,
          customerName: `Caller ${changes}`,
          cost: (1 + changes / 10_000).toFixed(4),
          rating: 1 + Math.floor(random() * 5),
          isRecorded: random() < 0.5,
        });
      versions[index]!.push({ at: clock.now(), held: stateOf(index) });
    },
    heldWithin(nativeId, from, to, isListed = false) {
      const index = indexes.get(nativeId);
      return index === undefined ? [] : statesWithin(index, from, to, isListed);
    },
    heldThroughout: (range, from, to) =>
      calls.flatMap(({ startedAt, nativeId }, index) =>
        startedAt >= range.from &&
        startedAt < range.to &&
        statesWithin(index, from, to, false).every((held) => held !== null)
          ? nativeId
          : [],
      ),
  };
}
