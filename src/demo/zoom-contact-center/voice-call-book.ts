import { HOUR_MS, type Instant } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import { type CallSource, type DemoCall, allThereBefore, indexAtOrAfter, isAbsent } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import { type DemoVoiceCall, toVoiceCall } from './voice-call.ts';

/** Calls in no order anybody could rely on, made when they are asked for. */
export type CallSelection = { readonly count: number; at(place: number): DemoVoiceCall };

/** A call under both of its faces: as it happened, and as the contact centre wrote it down. */
export type KnownCall = { readonly voiceCall: DemoVoiceCall; readonly call: DemoCall | null };

/** The contact centre's finished calls. */
export type VoiceCallBook = {
  /** The calls that start within a range, both ends included, as far as they were listed at a moment. */
  select(range: TimeRange, asOf: Instant, filter: ((call: DemoVoiceCall) => boolean) | null): CallSelection;
  find(engagementId: string, asOf: Instant): KnownCall | null;
  /** The call at an index of the source, once it is listed. */
  at(index: number, asOf: Instant): KnownCall | null;
  /** Every call that is listed and starts within a range, both ends included, oldest first save for the examples. */
  listed(range: TimeRange, asOf: Instant): Iterable<KnownCall>;
};

/** A call that has just ended is not listed for a minute. */
const LAG_MS = 60_000;
/** Longer than any call of the data sets lasts: what started before this has ended. */
const LONGEST_MS = HOUR_MS;

/** Keeps the calls of a source, and examples beside them. */
export function createVoiceCallBook(source: CallSource, examples: readonly DemoVoiceCall[]): VoiceCallBook {
  const indexes = new Map<string, number>();
  const isListed = (call: DemoVoiceCall, asOf: Instant) => call.endedAt + LAG_MS <= asOf;
  const callAt = (index: number) => toVoiceCall(source.at(index));
  const examplesWithin = ({ from, to }: TimeRange, asOf: Instant) =>
    examples.filter((call) => call.startedAt >= from && call.startedAt <= to && isListed(call, asOf));

  function* listed(range: TimeRange, asOf: Instant): Generator<KnownCall, undefined> {
    for (const voiceCall of examplesWithin(range, asOf)) yield { voiceCall, call: null };
    const end = indexAtOrAfter(source, range.to + 1);
    for (let index = indexAtOrAfter(source, range.from); index < end; index += 1) {
      const call = source.at(index);
      const voiceCall = toVoiceCall(call);
      if (!isAbsent(source, index) && isListed(voiceCall, asOf)) yield { voiceCall, call };
    }
  }

  function at(index: number, asOf: Instant): KnownCall | null {
    if (index >= source.count || isAbsent(source, index)) return null;
    const voiceCall = callAt(index);
    return isListed(voiceCall, asOf) ? { voiceCall, call: source.at(index) } : null;
  }

  return {
    listed,
    select(range, asOf, filter) {
      if (filter) {
        const calls = [...listed(range, asOf)].map(({ voiceCall }) => voiceCall).filter(filter);
        return shuffled(calls.length, (place) => calls[place]);
      }
      // Rows are made only when they are served, so that a set of any size costs a page.
      const first = indexAtOrAfter(source, range.from);
      const end = indexAtOrAfter(source, range.to + 1);
      const settled = Math.max(first, Math.min(end, allThereBefore(source, asOf - LAG_MS - LONGEST_MS)));
      const rest = examplesWithin(range, asOf);
      for (let index = settled; index < end; index += 1) {
        const call = callAt(index);
        if (!isAbsent(source, index) && isListed(call, asOf)) rest.push(call);
      }
      const settledCount = settled - first;
      return shuffled(settledCount + rest.length, (place) =>
        place < settledCount ? callAt(first + place) : rest[place - settledCount],
      );
    },
    find(engagementId, asOf) {
      const example = examples.find((call) => call.engagementId === engagementId);
      if (example) return isListed(example, asOf) ? { voiceCall: example, call: null } : null;
      for (let index = indexes.size; index < source.count; index += 1)
        indexes.set(nativeIdOf('zoom-contact-center', index), index);
      const index = indexes.get(engagementId);
      return index === undefined ? null : at(index, asOf);
    },
    at,
  };
}

function shuffled(count: number, at: (place: number) => DemoVoiceCall | undefined): CallSelection {
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (greatestDivisor(stride, count) > 1) stride += 1;
  return {
    count,
    at(place) {
      const call = at((place * stride) % count);
      if (!call) throw new RangeError(`no demo call at place ${place} of ${count}`);
      return call;
    },
  };
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
