import type { Agent } from '../../../src/domain/agent.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import type { CallDirection, CallOutcome } from '../../../src/domain/outcome.ts';
import type { Party } from '../../../src/domain/party.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { booleanOrNull, lookUp, textOrNull } from '../../../src/transport/read-wire.ts';
import { type Row, read } from './columns.ts';

/** What a row does not say of the account it comes from. */
export type Account = { readonly provider: string; readonly defaultCountry: string | null };

/** The vendor's words for what our fields say; any other is UNKNOWN. */
export const DIRECTIONS: Readonly<Record<string, CallDirection>> = { in: 'INBOUND', out: 'OUTBOUND' };
export const RESULTS: Readonly<Record<string, CallOutcome>> = {
  answered: 'ANSWERED',
  missed: 'MISSED',
  gave_up: 'ABANDONED',
  busy: 'BUSY',
  declined: 'DECLINED',
  cancelled: 'CANCELLED',
  voicemail: 'VOICEMAIL',
  failed: 'FAILED',
  blocked: 'BLOCKED',
};

/** A row in our words, or why it cannot be read. */
export function toCallSession(row: Row, { provider, defaultCountry }: Account): CallSession | ProviderError {
  const [nativeId, startedAt, endedAt] = [read(row, 'id'), read(row, 'started_at'), read(row, 'ended_at')];
  if (nativeId === null || startedAt === null)
    return new ProviderError(provider, 'unreadable', 'Larkspur sent a call without an id or a start that can be read.');
  const result = read(row, 'result');
  const userId = read(row, 'user_id');
  const price = read(row, 'price');
  const party = (number: string | null, displayName: string | null): Party | null =>
    number === null && displayName === null ? null : { number, displayName, defaultCountry };
  return {
    provider,
    nativeId,
    startedAt,
    endedAt,
    durationSeconds: endedAt === null ? null : Math.round((endedAt - startedAt) / 1000),
    talkSeconds: read(row, 'talk_seconds'),
    waitSeconds: null,
    direction: lookUp(DIRECTIONS, read(row, 'direction')) ?? 'UNKNOWN',
    kind: 'CALL',
    outcome: lookUp(RESULTS, result) ?? 'UNKNOWN',
    outcomeDetail: result === null ? null : { code: result, reason: null },
    customer: party(read(row, 'customer_number'), read(row, 'customer_name')),
    line: party(read(row, 'line_number'), null),
    agents: userId === null ? [] : [{ provider, nativeId: userId }],
    queues: null,
    legs: null,
    recordings: null,
    cost: price === null ? null : { amount: price, currency: 'EUR' },
    rating: read(row, 'stars'),
    note: read(row, 'comment'),
    row,
  };
}

/** A user of the account as an agent. */
export const toAgent = (row: Row, provider: string): Agent => ({
  provider,
  nativeId: textOrNull(row.id) ?? '',
  displayName: textOrNull(row.name),
  email: textOrNull(row.email),
  extension: textOrNull(row.extension),
  isActive: booleanOrNull(row.active),
});

/** The row of a call, as it was sent. */
export const rowOf = (call: CallSession): Row => call.row as Row;
