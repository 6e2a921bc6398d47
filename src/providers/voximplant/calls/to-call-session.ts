import type { AgentMention } from '../../../domain/agent.ts';
import type { CallLeg } from '../../../domain/call-leg.ts';
import { type CallSession, compareText } from '../../../domain/call-session.ts';
import { SECOND_MS } from '../../../time/instant.ts';
import { type Money, readDecimal, sumDecimals } from '../../../domain/money.ts';
import type { CallDirection, CallOutcome } from '../../../domain/outcome.ts';
import { booleanOrNull, idOrNull, objectsOf, secondsOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { toParty } from '../../columns/read-cell.ts';
import type { KeptRow, RowContext, RowParts } from './row.ts';
import { toCallLeg, toDirection, toLegAgent } from './to-call-leg.ts';
import { isAnswered, toOutcome, toOutcomeDetail } from './to-outcome.ts';
import { toRecording } from '../media/to-recording.ts';
import type { CallRow, RecordRow, ResourceRow, SessionRow } from '../api/wire.ts';

/** A session as a call. Null when it has no id or no start: without them it has no place in a history. */
export function toCallSession(row: SessionRow, context: RowContext, parts: RowParts): CallSession | null {
  const nativeId = idOrNull(row.call_session_history_id);
  const startedAt = context.clock.toInstant(row.start_date);
  if (nativeId === null || startedAt === null) return null;
  const calls = callsOf(row, context);
  const isActive = booleanOrNull(row.active) === true;
  const applicationId = textOrNull(row.application_id);
  const direction = directionOf(calls);
  const durationSeconds = secondsOrNull(row.duration);
  const toLegs = (): CallLeg[] =>
    calls.map((call, position) => toCallLeg(call, position, { nativeId, applicationId, isActive }, context));
  const hasCalls = parts.legs || row.calls !== undefined;
  const legs = hasCalls && (parts.legs || parts.recordings) ? toLegs() : undefined;
  const deciding = calls.findLast(isAnswered) ?? calls.at(-1);
  const [first] = calls;
  return {
    provider: context.provider,
    nativeId,
    startedAt,
    endedAt: durationSeconds === null || isActive ? null : startedAt + durationSeconds * SECOND_MS,
    durationSeconds,
    // The session counts from its own start to its own end; nothing tells talk from waiting.
    talkSeconds: null,
    waitSeconds: null,
    direction,
    kind: 'CALL',
    outcome: isActive ? 'ONGOING' : outcomeOf(deciding, direction),
    outcomeDetail: toOutcomeDetail(deciding),
    customer: toParty(first?.remote_number, null, context.defaultCountry),
    line: toParty(first?.local_number, null, context.defaultCountry),
    agents: parts.agents ? agentsOf(row, calls, applicationId, context) : undefined,
    queues: [],
    legs: parts.legs ? legs : undefined,
    recordings: parts.recordings
      ? objectsOf(row.records).map((record: RecordRow, position) =>
          toRecording(record, position, { nativeId, startedAt }, legs, context),
        )
      : undefined,
    cost: parts.cost ? costOf(row, context.currency) : undefined,
    rating: null,
    note: null,
    row: { wire: row, timeZone: context.clock.timeZone } satisfies KeptRow,
  };
}

/** Calls in the order of their start: the vendor sends them in no order, and their ids follow none. */
export function callsOf(row: SessionRow, { clock }: Pick<RowContext, 'clock'>): readonly CallRow[] {
  const calls = objectsOf(row.calls) as readonly CallRow[];
  if (calls.length < 2) return calls;
  return calls
    .map((call) => ({ call, start: clock.toInstant(call.start_time) ?? Infinity }))
    .sort(
      (a, b) => a.start - b.start || compareText(textOrNull(a.call.call_id) ?? '', textOrNull(b.call.call_id) ?? ''),
    )
    .map(({ call }) => call);
}

/** Internal only where both ends are seen: users (or their phones) on every call, one that calls and one that is called. */
function directionOf(calls: readonly CallRow[]): CallDirection {
  const [first] = calls;
  if (first === undefined) return 'UNKNOWN';
  const isWithin = calls.every(({ remote_number_type: type }) => type === 'user' || type === 'sip_registration');
  if (isWithin && calls.some((call) => call.incoming === true) && calls.some((call) => call.incoming === false))
    return 'INTERNAL';
  return toDirection(booleanOrNull(first.incoming));
}

const outcomeOf = (deciding: CallRow | undefined, direction: CallDirection): CallOutcome =>
  deciding === undefined ? 'UNKNOWN' : toOutcome(deciding, direction === 'INBOUND');

/** Who started the session, whether the directory knows the user or not; and the users at the other end of its calls. */
function agentsOf(
  row: SessionRow,
  calls: readonly CallRow[],
  applicationId: string | null,
  context: RowContext,
): AgentMention[] {
  const userId = idOrNull(row.user_id);
  const agents: AgentMention[] = userId === null ? [] : [{ provider: context.provider, nativeId: userId }];
  for (const call of calls) {
    const agent = toLegAgent(call, applicationId, context);
    if (agent && !agents.some(({ nativeId }) => nativeId === agent.nativeId)) agents.push(agent);
  }
  return agents;
}

/** What the whole session cost: its calls, its recordings and everything else that was billed for it. */
function costOf(row: SessionRow, currency: string | null): Money | null {
  const billed = [row.calls, row.records, row.other_resource_usage].flatMap(objectsOf);
  const amount = sumDecimals(billed.flatMap((item: ResourceRow) => readDecimal(item.cost) ?? []));
  return amount === null ? null : { amount, currency };
}
