import { isDeepStrictEqual } from 'node:util';
import type { Row, Transaction } from '../engine.ts';
import type { Account } from '../account.ts';
import type { KeptCall } from '../kept-page.ts';
import type { ReadCall } from '../vendor-reading.ts';
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

const PARTS = ['session', 'legs', 'recordings', 'costs'] as const;
export type BodyPart = (typeof PARTS)[number];

const ofParts = <Value>(valueOf: (part: BodyPart) => Value): Record<BodyPart, Value> => ({
  session: valueOf('session'),
  legs: valueOf('legs'),
  recordings: valueOf('recordings'),
  costs: valueOf('costs'),
});

/** A call as it is kept. */
export type KnownCall = {
  readonly row: number;
  /** As an order text. */
  readonly nativeId: string;
  readonly startSecond: number;
  readonly addedNumber: number;
  /** The texts of its parts, each with the time of its reading; null: not read. */
  readonly body: Record<BodyPart, string | null>;
  readonly readAt: Record<BodyPart, number | null>;
};

export async function findKnownCalls(
  { run, words }: Transaction,
  account: Account,
  nativeIds: readonly string[],
): Promise<Map<string, KnownCall>> {
  if (nativeIds.length === 0) return new Map();
  const rows = await run(
    `SELECT c.call, c.native_id, c.start_second, c.added_number, c.read_at AS session_read_at,
       b.session, b.legs, b.recordings, b.costs, b.legs_read_at, b.recordings_read_at, b.costs_read_at
     FROM calls c JOIN bodies b ON b.call = c.call
     WHERE c.account = $1 AND ${words.among('c.native_id', words.texts('$2'))}`,
    [account.id, JSON.stringify(nativeIds)],
  );
  return new Map(rows.map((row) => [row['native_id'] as string, toKnownCall(row)]));
}

const toKnownCall = (row: Row): KnownCall => ({
  row: row['call'] as number,
  nativeId: row['native_id'] as string,
  startSecond: row['start_second'] as number,
  addedNumber: row['added_number'] as number,
  body: ofParts((part) => row[part] as string | null),
  readAt: ofParts((part) => row[`${part}_read_at`] as number | null),
});

/** What a reading makes of a call that is or is not kept yet. */
export type MergedCall = Pick<KnownCall, 'body' | 'readAt'> & {
  readonly nativeId: string;
  readonly known: KnownCall | undefined;
  /** In the words of the domain: needed only of what is written. */
  readonly whole: () => WholeCall;
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
  { nativeId, call, legs = call?.legs, recordings = call?.recordings, costs }: ReadCall,
  readAt: number | null,
  provider: string,
): MergedCall | null {
  const given: Record<BodyPart, string | undefined> = {
    session: call && toSessionText(call),
    legs: legs === undefined ? undefined : toLegsText(legs),
    recordings: recordings === undefined ? undefined : toRecordingsText(recordings),
    costs: costs && toCostsText(costs),
  };
  const isTaken = (part: BodyPart): boolean =>
    given[part] !== undefined && (readAt === null || readAt >= (known?.readAt[part] ?? -Infinity));
  const body = ofParts((part) => (isTaken(part) ? given[part] : known?.body[part]) ?? null);
  if (body.session === null) return null;
  return {
    nativeId,
    known,
    // What was just read need not be parsed again, unless something that is kept belongs to it.
    whole: () =>
      known === undefined && call ? { call: { ...call, legs, recordings }, costs } : toWholeCall(body, provider),
    body,
    readAt: ofParts((part) => (isTaken(part) && readAt !== null ? readAt : (known?.readAt[part] ?? null))),
    isDifferent: known === undefined || PARTS.some((part) => !isSameJson(known.body[part], body[part])),
  };
}

/** A kept call in the words of the domain. */
export const toKeptCall = (row: Row, provider: string): KeptCall => ({
  ...toWholeCall(
    ofParts((part) => (row[part] as string | null | undefined) ?? null),
    provider,
  ),
  readAt: row['read_at'] as number,
});

function toWholeCall({ session, legs, recordings, costs }: KnownCall['body'], provider: string): WholeCall {
  return {
    call: {
      ...toCallSession(session!, provider),
      legs: legs === null ? undefined : toLegs(legs, provider),
      recordings: recordings === null ? undefined : toRecordings(recordings, provider),
    },
    costs: costs === null ? undefined : toCosts(costs),
  };
}

/** Vendors may write the same fields in another order. */
const isSameJson = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && isDeepStrictEqual(JSON.parse(a), JSON.parse(b)));
