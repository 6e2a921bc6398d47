import { isDeepStrictEqual } from 'node:util';
import type { Row, Transaction } from '../engine.ts';
import type { Account } from '../account.ts';
import type { KeptCall } from '../kept-page.ts';
import type { ReadCall } from '../vendor-reading.ts';
import { fromOrderText } from '../order-text.ts';
import {
  toCallSession,
  toCosts,
  toCostsText,
  toLegs,
  toLegsText,
  toRecordings,
  toRecordingsText,
  toSessionText,
} from './call-body.ts';
import type { WholeCall } from './call-columns.ts';

/** The texts of a call's parts, each with the time of its reading; null: not read. */
export type Body = {
  readonly session: string;
  readonly legs: string | null;
  readonly recordings: string | null;
  readonly costs: string | null;
};
export type ReadTimes = { readonly [Part in keyof Body]: number | null };
const PARTS = ['session', 'legs', 'recordings', 'costs'] as const satisfies readonly (keyof Body)[];

/** A call as it is kept. */
export type KnownCall = {
  readonly row: number;
  /** As an order text. */
  readonly nativeId: string;
  readonly startSecond: number;
  readonly addedNumber: number;
  readonly body: Body;
  readonly readAt: ReadTimes;
};

/** Every column that `toKnownCall` reads; calls are `c`, bodies `b`. */
export const KNOWN_COLUMNS = `c.call, c.native_id, c.start_second, c.added_number, c.read_at,
  b.session, b.legs, b.recordings, b.costs, b.legs_read_at, b.recordings_read_at, b.costs_read_at`;

export async function findKnownCalls(
  { run, words }: Transaction,
  account: Account,
  nativeIds: readonly string[],
): Promise<Map<string, KnownCall>> {
  if (nativeIds.length === 0) return new Map();
  const rows = await run(
    `SELECT ${KNOWN_COLUMNS} FROM calls c JOIN bodies b ON b.call = c.call
     WHERE c.account = $1 AND ${words.among('c.native_id', words.texts('$2'))}`,
    [account.id, JSON.stringify(nativeIds)],
  );
  return new Map(rows.map((row) => [row['native_id'] as string, toKnownCall(row)]));
}

export const toKnownCall = (row: Row): KnownCall => ({
  row: row['call'] as number,
  nativeId: row['native_id'] as string,
  startSecond: row['start_second'] as number,
  addedNumber: row['added_number'] as number,
  body: {
    session: row['session'] as string,
    legs: row['legs'] as string | null,
    recordings: row['recordings'] as string | null,
    costs: row['costs'] as string | null,
  },
  readAt: {
    session: row['read_at'] as number,
    legs: row['legs_read_at'] as number | null,
    recordings: row['recordings_read_at'] as number | null,
    costs: row['costs_read_at'] as number | null,
  },
});

/** What a reading makes of a call that is or is not kept yet. */
export type MergedCall = {
  readonly nativeId: string;
  readonly known: KnownCall | undefined;
  /** In the words of the domain: needed only of what is written. */
  readonly whole: () => WholeCall;
  readonly body: Body;
  readonly readAt: ReadTimes;
  /** Whether any part says something else than before. */
  readonly isDifferent: boolean;
};

/**
 * Lays what was read over what is kept, part by part: a part that was read later than this stays. Without a time of
 * reading, the parts were made anew of what is kept, and keep theirs. Null where a part was read of a call that is not
 * kept.
 */
export function mergeCall(
  known: KnownCall | undefined,
  reading: ReadCall,
  readAt: number | null,
  provider: string,
): MergedCall | null {
  const read = withParts(reading);
  const given = toTexts(read);
  const isTaken = (part: keyof Body): boolean =>
    given[part] !== undefined && (readAt === null || readAt >= (known?.readAt[part] ?? -Infinity));
  const taken = new Set(PARTS.filter(isTaken));
  const session = taken.has('session') ? given.session : known?.body.session;
  if (session === undefined) return null;

  const textOf = (part: 'legs' | 'recordings' | 'costs'): string | null =>
    (taken.has(part) ? given[part] : known?.body[part]) ?? null;
  const body: Body = { session, legs: textOf('legs'), recordings: textOf('recordings'), costs: textOf('costs') };
  const timeOf = (part: keyof Body): number | null =>
    taken.has(part) && readAt !== null ? readAt : (known?.readAt[part] ?? null);
  return {
    nativeId: read.nativeId,
    known,
    // What was just read need not be parsed again, unless something that is kept belongs to it.
    whole: () => (known === undefined ? (read as WholeCall) : toWholeCall(read.nativeId, body, provider)),
    body,
    readAt: {
      session: timeOf('session'),
      legs: timeOf('legs'),
      recordings: timeOf('recordings'),
      costs: timeOf('costs'),
    },
    isDifferent: known === undefined || PARTS.some((part) => !isSameJson(known.body[part], body[part])),
  };
}

/** A kept call in the words of the domain. */
export function toKeptCall(row: Row, provider: string): KeptCall {
  const read = (name: string): string | null => (row[name] as string | null | undefined) ?? null;
  const nativeId = fromOrderText(row['native_id'] as string);
  const { call, legs, recordings, costs } = toWholeCall(
    nativeId,
    { session: read('session')!, legs: read('legs'), recordings: read('recordings'), costs: read('costs') },
    provider,
  );
  return { call: { ...call, legs, recordings }, costs, readAt: row['read_at'] as number };
}

function toWholeCall(nativeId: string, body: Body, provider: string): WholeCall {
  return {
    nativeId,
    call: toCallSession(body.session, provider),
    ...(body.legs !== null && { legs: toLegs(body.legs, provider) }),
    ...(body.recordings !== null && { recordings: toRecordings(body.recordings, provider) }),
    ...(body.costs !== null && { costs: toCosts(body.costs) }),
  };
}

function toTexts({ call, legs, recordings, costs }: ReadCall): Partial<Body> {
  return {
    ...(call !== undefined && { session: toSessionText(call) }),
    ...(legs !== undefined && { legs: toLegsText(legs) }),
    ...(recordings !== undefined && { recordings: toRecordingsText(recordings) }),
    ...(costs !== undefined && { costs: toCostsText(costs) }),
  };
}

/** A reading whose parts stand beside the call, also those that stood in it. */
function withParts({ nativeId, call, legs = call?.legs, recordings = call?.recordings, costs }: ReadCall): ReadCall {
  return {
    nativeId,
    ...(call !== undefined && { call }),
    ...(legs !== undefined && { legs }),
    ...(recordings !== undefined && { recordings }),
    ...(costs !== undefined && { costs }),
  };
}

/** Vendors may write the same fields in another order. */
const isSameJson = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && isDeepStrictEqual(JSON.parse(a), JSON.parse(b)));
