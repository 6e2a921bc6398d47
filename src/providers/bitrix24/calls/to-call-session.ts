import type { CallSession } from '../../../domain/call-session.ts';
import { SECOND_MS } from '../../../time/instant.ts';
import { readCurrency, readDecimal } from '../../../domain/money.ts';
import type { CallDirection, CallKind, CallOutcome } from '../../../domain/outcome.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { idOrNull, lookUp, recordOf, secondsOrNull, textOrNull, wholeOrNull } from '../../../transport/read-wire.ts';
import { instantOrNull, toParty } from '../../columns/read-cell.ts';
import { type Portal, isNativeId, toReferences } from './row.ts';
import { toCarriedRecordings } from '../media/to-recording.ts';
import type { StatisticsRow } from './columns.ts';

/** Reads a row of the statistics; one without an id or a start is an error of kind "unreadable". */
export function toCallSession(value: unknown, portal: Portal): CallSession | ProviderError {
  const row: StatisticsRow = recordOf(value);
  const nativeId = idOrNull(row.ID);
  const startedAt = instantOrNull(row.CALL_START_DATE);
  if (nativeId === null || !isNativeId(nativeId) || startedAt === null) return toUnreadable(row, portal.provider);
  const durationSeconds = secondsOrNull(row.CALL_DURATION);
  const type = lookUp(TYPES, textOrNull(row.CALL_TYPE)) ?? UNKNOWN_TYPE;
  const code = textOrNull(row.CALL_FAILED_CODE);
  const reason = textOrNull(row.CALL_FAILED_REASON);
  const amount = readDecimal(row.COST);
  const agent = textOrNull(row.PORTAL_USER_ID);
  const vote = wholeOrNull(row.CALL_VOTE);
  const call: CallSession = {
    provider: portal.provider,
    nativeId,
    startedAt,
    endedAt: durationSeconds === null ? null : startedAt + durationSeconds * SECOND_MS,
    durationSeconds,
    talkSeconds: null,
    waitSeconds: null,
    direction: type.direction,
    kind: type.kind,
    outcome: toOutcome(code),
    outcomeDetail: code === null && reason === null ? null : { code, reason },
    customer: toParty(row.PHONE_NUMBER, null, portal.defaultCountry),
    line: toParty(row.PORTAL_NUMBER, null, portal.defaultCountry),
    // "0" stands where the portal found no user.
    agents: agent === null || agent === '0' ? [] : [{ provider: portal.provider, nativeId: agent }],
    queues: [],
    legs: [],
    recordings: undefined,
    cost: amount === null ? null : { amount, currency: readCurrency(textOrNull(row.COST_CURRENCY)) },
    rating: vote === null || vote === 0 ? null : vote,
    note: textOrNull(row.COMMENT),
    references: toReferences(row),
    row,
  };
  return { ...call, recordings: toCarriedRecordings(call, portal) };
}

/** CALL_FAILED_CODE in our words. It is not always a number. */
export const toOutcome = (code: string | null): CallOutcome => lookUp(OUTCOMES, code?.toUpperCase()) ?? 'UNKNOWN';

type CallType = { readonly direction: CallDirection; readonly kind: CallKind };
const UNKNOWN_TYPE: CallType = { direction: 'UNKNOWN', kind: 'OTHER' };

/** Every documented CALL_TYPE. */
export const TYPES: Readonly<Partial<Record<string, CallType>>> = {
  '1': { direction: 'OUTBOUND', kind: 'CALL' },
  '2': { direction: 'INBOUND', kind: 'CALL' },
  '3': { direction: 'INBOUND', kind: 'CALL' },
  // The portal dials the customer back.
  '4': { direction: 'OUTBOUND', kind: 'CALLBACK' },
  '5': { direction: 'OUTBOUND', kind: 'ANNOUNCEMENT' },
};

/** Every CALL_FAILED_CODE whose meaning is known; the last two are known to the server alone. */
export const OUTCOMES: Readonly<Partial<Record<string, CallOutcome>>> = {
  '200': 'ANSWERED',
  '304': 'MISSED',
  '402': 'FAILED',
  '403': 'FAILED',
  '404': 'FAILED',
  '423': 'BLOCKED',
  '480': 'FAILED',
  '484': 'FAILED',
  '486': 'BUSY',
  '503': 'FAILED',
  '603': 'DECLINED',
  '603-S': 'CANCELLED',
  '500': 'FAILED',
  '402-B24': 'FAILED',
};

function toUnreadable(row: StatisticsRow, provider: string): ProviderError {
  const field = isNativeId(idOrNull(row.ID) ?? '') ? 'CALL_START_DATE' : 'ID';
  const found = row[field] === undefined ? 'nothing' : JSON.stringify(row[field]).slice(0, 40);
  const name = idOrNull(row.ID) ?? 'without an id';
  const message = `Bitrix24 sent a call that cannot be read (${name.slice(0, 40)}): its ${field} is ${found}.`;
  return new ProviderError(provider, 'unreadable', message);
}
