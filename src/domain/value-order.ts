import type { Instant } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import { type CallSession, type OrderDirection, compareCalls } from './call-session.ts';
import type { ProviderError } from './provider-error.ts';

/** What calls can be ordered by that is a number of theirs: over what is kept. */
export const VALUE_ORDER_FIELDS = ['DURATION', 'TALK_TIME', 'WAIT_TIME'] as const;
export type ValueOrderField = (typeof VALUE_ORDER_FIELDS)[number];

/** The number a call is ordered by; null where it is not known. */
export const valueOf = (call: CallSession, field: ValueOrderField): number | null => call[VALUES[field]];

const VALUES = { DURATION: 'durationSeconds', TALK_TIME: 'talkSeconds', WAIT_TIME: 'waitSeconds' } as const;

/** Ascending: what is not known comes first, ties in the order of the timeline. DESC is the exact reverse. */
export const compareByValue =
  (field: ValueOrderField) =>
  (a: CallSession, b: CallSession): number =>
    orderValue(valueOf(a, field)) - orderValue(valueOf(b, field)) || compareCalls(a, b);

/** No value is less than 0: what is not known lies before all. */
export const orderValue = (value: number | null): number => value ?? -1;

/** A piece of a list in an order by value (`compareByValue`). */
export type ValueQuery = {
  readonly range: TimeRange;
  readonly order: { readonly field: ValueOrderField; readonly direction: OrderDirection };
  /** Calls with this value and start, and what lies beyond; from the beginning when it is null. */
  readonly from: { readonly value: number | null; readonly startedAt: Instant } | null;
  /** Calls wanted; more may come, since those of one value and second come together. */
  readonly limit: number;
};
export type ValuePage = {
  readonly calls: readonly CallSession[];
  /** Whether no call lies beyond. */
  readonly isAtEnd: boolean;
  readonly asOf: Instant;
  readonly problems: readonly ProviderError[];
};
/** A range that is not kept whole, and what of its provider is. */
export type NotKept = { readonly kept: TimeRange | null };
