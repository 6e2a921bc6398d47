import type { CallSession } from '../../../domain/call-session.ts';
import type { CallKind } from '../../../domain/outcome.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { booleanOrNull, idOrNull, listOf, recordOf, secondsOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { instantOrNull, toParty } from '../../columns/read-cell.ts';
import { type Account, toMentions, toMoney, toQueue } from '../api/read-fields.ts';
import { toCallLegs } from './to-call-leg.ts';
import { toDirection, toOutcome, toOutcomeDetail } from './to-outcome.ts';
import type { VoiceCallRow } from '../api/wire.ts';

/** How much of each call was asked for: "detail" brings the legs. */
export type View = 'summary' | 'detail';

/** Reads a row of the voice call log; one without an id or a start is an error of kind "unreadable". */
export function toCallSession(value: unknown, account: Account, view: View): CallSession | ProviderError {
  const row: VoiceCallRow = recordOf(value);
  const nativeId = idOrNull(row.engagement_id);
  const startedAt = instantOrNull(row.start_time);
  if (nativeId === null || startedAt === null) return toUnreadable(row, account.provider);
  const agents = toMentions(row.agents, account);
  const types = listOf(row.types).map(textOrNull);
  const call: CallSession = {
    provider: account.provider,
    nativeId,
    startedAt,
    endedAt: instantOrNull(row.end_time),
    durationSeconds: secondsOrNull(row.total_duration),
    // Only an engagement's own record has them.
    talkSeconds: null,
    waitSeconds: null,
    direction: toDirection(row.direction, types),
    kind: toKind(types),
    outcome: toOutcome(textOrNull(row.result), agents.length > 0),
    outcomeDetail: toOutcomeDetail(row.result),
    customer: toParty(row.consumer_number, row.consumer_display_name, account.defaultCountry),
    line: toParty(
      textOrNull(row.direction) === 'inbound' ? row.callee_number : row.caller_number,
      null,
      account.defaultCountry,
    ),
    agents,
    queues: listOf(row.queues).flatMap((queue) => toQueue(queue, account) ?? []),
    legs: undefined,
    // That a call was recorded does not say whether the file still exists; that it was not says all.
    recordings: booleanOrNull(row.recorded) === false ? [] : undefined,
    cost: toMoney(row.charge),
    rating: null,
    note: null,
    row,
  };
  return view === 'detail' ? { ...call, legs: toCallLegs(call, account) } : call;
}

const toKind = (types: readonly (string | null)[]): CallKind =>
  types.some((type) => type?.endsWith('_callback_call')) ? 'CALLBACK' : 'CALL';

function toUnreadable(row: VoiceCallRow, provider: string): ProviderError {
  const field = idOrNull(row.engagement_id) === null ? 'engagement_id' : 'start_time';
  const found = row[field] === undefined ? 'nothing' : JSON.stringify(row[field]).slice(0, 40);
  const name = idOrNull(row.engagement_id)?.slice(0, 40) ?? 'without an id';
  const message = `Zoom sent a call that cannot be read (${name}): its ${field} is ${found}.`;
  return new ProviderError(provider, 'unreadable', message);
}
