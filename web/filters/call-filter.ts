import type { CallDirection, CallOutcome } from '../graph/generated/graphql.ts';
import type { Dates } from './dates.ts';

/** Which calls somebody wants to see. Different fields: and. Several values of one field: or. None: all. */
export type CallFilter = {
  /** Keys of phone systems. */
  readonly providers: readonly string[];
  readonly dates: Dates | null;
  readonly directions: readonly CallDirection[];
  readonly outcomes: readonly CallOutcome[];
  /** Each a Person.id. */
  readonly people: readonly string[];
  /** Each an Agent.id: who somebody is at one phone system. */
  readonly agents: readonly string[];
  /** Each a Queue.id. */
  readonly queues: readonly string[];
  /** The company's numbers. */
  readonly lines: readonly string[];
  /** Customers' whole numbers. */
  readonly customers: readonly string[];
  /** A number, or a part of one, of the customer or the company. */
  readonly number: string | null;
  readonly text: string | null;
  readonly duration: DurationRange | null;
  readonly hasRecording: boolean | null;
  /** Whether the customer of a missed call has been spoken with since. */
  readonly isReturned: boolean | null;
};

/** Both included, null: open. */
export type DurationRange = { readonly minSeconds: number | null; readonly maxSeconds: number | null };

export const NO_FILTER: CallFilter = {
  providers: [],
  dates: null,
  directions: [],
  outcomes: [],
  people: [],
  agents: [],
  queues: [],
  lines: [],
  customers: [],
  number: null,
  text: null,
  duration: null,
  hasRecording: null,
  isReturned: null,
};
