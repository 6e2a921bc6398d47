import type { CallFilter } from '../../src/domain/call-filter.ts';
import { type CallSelection, FULL_SELECTION, ROW_SELECTION } from '../../src/domain/call-selection.ts';
import type { CallSession, OrderDirection } from '../../src/domain/call-session.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import type { CallPage, Provider } from '../../src/domain/provider.ts';
import type { TimeRange } from '../../src/time/time-range.ts';
import { NOW } from './world.ts';
import { listCalls } from '../support/ask-provider.ts';

export type ListOptions = {
  readonly range?: TimeRange;
  readonly direction?: OrderDirection;
  readonly filter?: CallFilter;
  readonly selection?: CallSelection;
  readonly expect?: number;
  readonly signal?: AbortSignal;
};

/** A range that holds every call of every data set. */
export const ALL_TIME: TimeRange = { from: NOW - 460 * DAY_MS, to: NOW };

/** The last thirty days of the data sets. */
export const LAST_MONTH: TimeRange = { from: NOW - 30 * DAY_MS, to: NOW };

/** Lists a provider's calls page by page. */
export function listPages(provider: Provider, options: ListOptions = {}): AsyncIterable<CallPage> {
  const { range = ALL_TIME, direction = 'ASC', filter = {}, selection = ROW_SELECTION, expect = 1000 } = options;
  const signal = options.signal ?? new AbortController().signal;
  return listCalls(provider, { range, direction, filter, selection, expect }, signal);
}

/** Lists a provider's calls to the end of the range. */
export async function listAll(provider: Provider, options: ListOptions = {}): Promise<CallSession[]> {
  const calls: CallSession[] = [];
  for await (const page of listPages(provider, options)) calls.push(...page.calls);
  return calls;
}

/** Lists calls with every part the filters of the port can read, joined where the rows do not bring it. */
export async function listWhole(provider: Provider, options: ListOptions = {}): Promise<CallSession[]> {
  const signal = options.signal ?? new AbortController().signal;
  const calls = await listAll(provider, { ...options, selection: FULL_SELECTION });
  const needLegs = calls.some((call) => call.queues === undefined);
  const legs = needLegs ? ((await provider.getLegs?.(calls, signal)) ?? []) : [];
  const needRecordings = calls.some((call) => call.recordings === undefined);
  const recordings = needRecordings ? await provider.getRecordings!(calls, signal) : [];
  return calls.map((call, index) => ({
    ...call,
    queues: call.queues ?? valueOf(legs[index])?.flatMap((leg) => leg.queue ?? []) ?? null,
    recordings: call.recordings ?? valueOf(recordings[index]) ?? null,
  }));
}

/** The value of a slot that must not have failed. */
export function valueOf<Value>(slot: Value): Exclude<Value, Error | undefined> | null {
  if (slot instanceof Error) throw slot;
  return (slot ?? null) as Exclude<Value, Error | undefined> | null;
}

/** What names a call: enough to compare two lists and to read the difference. */
export const placesOf = (calls: readonly Pick<CallSession, 'nativeId' | 'startedAt'>[]): string[] =>
  calls.map((call) => `${new Date(call.startedAt).toISOString()} ${call.nativeId}`);
