import type { Agent } from '../../../src/domain/agent.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import type { CallDirection, CallOutcome } from '../../../src/domain/outcome.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { SECOND_MS } from '../../../src/time/instant.ts';
import { booleanOrNull, lookUp, textOrNull } from '../../../src/transport/read-wire.ts';
import { type Row, read } from './columns.ts';

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
export function toCallSession(row: Row, provider: string, defaultCountry: string | null): CallSession | ProviderError {
  const [nativeId, startedAt, seconds] = [read(row, 'id'), read(row, 'started_at'), read(row, 'seconds')];
  if (nativeId === null || startedAt === null)
    return new ProviderError(provider, 'unreadable', 'Larkspur sent a call without an id or a start that can be read.');
  const [result, userId, price] = [read(row, 'result'), read(row, 'user_id'), read(row, 'price')];
  const party = (number: string | null) => (number === null ? null : { number, displayName: null, defaultCountry });
  return {
    provider,
    nativeId,
    startedAt,
    endedAt: seconds === null ? null : startedAt + seconds * SECOND_MS,
    durationSeconds: seconds,
    talkSeconds: null,
    waitSeconds: null,
    direction: lookUp(DIRECTIONS, read(row, 'direction')) ?? 'UNKNOWN',
    kind: 'CALL',
    outcome: lookUp(RESULTS, result) ?? 'UNKNOWN',
    outcomeDetail: result === null ? null : { code: result, reason: null },
    customer: party(read(row, 'customer')),
    line: party(read(row, 'line')),
    agents: userId === null ? [] : [{ provider, nativeId: userId }],
    queues: null,
    legs: null,
    recordings: null,
    cost: price === null ? null : { amount: price, currency: 'EUR' },
    rating: read(row, 'stars'),
    note: null,
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
