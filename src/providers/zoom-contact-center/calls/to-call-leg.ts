import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { listOf, recordOf, secondsOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { instantOrNull, toParty } from '../../columns/read-cell.ts';
import { type Account, toMentions, toMoney, toQueue } from '../api/read-fields.ts';
import { toDirection, toOutcome, toOutcomeDetail } from './to-outcome.ts';
import type { VoiceCallLegRow, VoiceCallRow } from '../api/wire.ts';

/**
 * The legs of a call, in order of start. Not every account is sent them: a call of one leg is then its own leg, and of
 * several the lists of the summary do not line up, so they are not known.
 */
export function toCallLegs(call: CallSession, account: Account): readonly CallLeg[] | null {
  const row: VoiceCallRow = recordOf(call.row);
  const details = listOf(row.voice_call_details);
  const legRows = details.length > 0 ? sortByStart(details.map(recordOf)) : toOnlyLeg(row);
  return legRows?.map((leg, position) => toCallLeg(leg, position, call, account)) ?? null;
}

function toCallLeg(row: VoiceCallLegRow, position: number, call: CallSession, account: Account): CallLeg {
  const agents = toMentions(row.agents, account);
  return {
    provider: account.provider,
    // Legs have no id of their own: the place by start, then as sent, is the same on every read.
    nativeId: `${call.nativeId}:${position}`,
    sessionId: call.nativeId,
    direction: toDirection(
      row.call_leg,
      [textOrNull(row.type)].filter((type) => type !== null),
    ),
    startedAt: instantOrNull(row.start_time),
    durationSeconds: secondsOrNull(row.total_duration),
    from: toSide(row.caller_number, row, account),
    to: toSide(row.callee_number, row, account),
    agent: agents[0] ?? null,
    queue: toQueue(row.queue, account),
    outcome: toOutcome(textOrNull(row.result), agents.length > 0),
    outcomeDetail: toOutcomeDetail(row.result),
    cost: toMoney(row.charge),
    row,
  };
}

const toSide = (number: unknown, row: VoiceCallLegRow, account: Account) =>
  toParty(number, number === row.consumer_number ? row.consumer_display_name : null, account.defaultCountry);

const sortByStart = (rows: readonly VoiceCallLegRow[]): VoiceCallLegRow[] =>
  rows.toSorted((a, b) => (instantOrNull(a.start_time) ?? 0) - (instantOrNull(b.start_time) ?? 0));

function toOnlyLeg(row: VoiceCallRow): VoiceCallLegRow[] | null {
  const lists = [row.call_legs, row.agents, row.queues].map(listOf);
  if (lists.some((list) => list.length > 1)) return null;
  const { direction, types, distributions, queues, flows, rates, ...shared } = row;
  const first = (list: unknown) => listOf(list)[0] ?? null;
  return [
    {
      ...shared,
      call_leg: first(row.call_legs) ?? direction,
      type: first(types),
      distribution: first(distributions),
      queue: first(queues),
      flow: first(flows),
      rate: first(rates),
    },
  ];
}
