import { type CallSession, compareCalls } from './call-session.ts';

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
