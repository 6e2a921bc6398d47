import type { WallClock } from '../../../time/wall-clock.ts';
import type { CallSelection } from '../../../domain/call-selection.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { CallDirection, CallKind } from '../../../domain/outcome.ts';
import type { Party } from '../../../domain/party.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import {
  booleanOrNull,
  idOrNull,
  lookUp,
  secondsOrNull,
  textOrNull,
  wholeOrNull,
} from '../../../transport/read-wire.ts';
import { toMentions } from '../directory/directory.ts';
import { isNativeId, toReferences } from './row.ts';
import { toOutcome, toOutcomeDetail } from './to-outcome.ts';
import { textsOf, toParty } from '../../columns/read-cell.ts';
import { recordsOf, toRecording } from '../media/to-recording.ts';
import type { CallRow, StoredRow } from '../api/wire.ts';

/** What a row does not say itself. */
export type RowContext = {
  readonly provider: string;
  readonly zone: WallClock;
  readonly defaultCountry: string | null;
};

type CallContext = RowContext & {
  readonly selection: CallSelection;
  /** What the account calls its numbers, where that has been asked. */
  readonly lineNames?: ReadonlyMap<string, string>;
};

/**
 * A row of get.calls_report as a call; one without an id or a start is an error of kind "unreadable". Columns that were not
 * asked for are null or undefined, as the port has it.
 */
export function toCallSession(row: CallRow, context: CallContext): CallSession | ProviderError {
  const { provider, zone, defaultCountry, selection } = context;
  const nativeId = idOrNull(row.id);
  if (nativeId === null || !isNativeId(nativeId)) return toUnreadable(provider, 'its id is no number');
  const startedAt = zone.toInstant(row.start_time);
  if (startedAt === null) return toUnreadable(provider, `call ${nativeId}: its start_time is no time`);

  const reason = textOrNull(row.finish_reason);
  const direction = textOrNull(row.direction);
  const talkSeconds = secondsOrNull(row.clean_talk_duration) ?? secondsOrNull(row.talk_duration);
  const isAsked = (field: 'agents' | 'recordings') => selection.fields.has(field);
  const party = (number: unknown, name: unknown): Party | null => toParty(number, name, defaultCountry);

  return {
    provider,
    nativeId,
    startedAt,
    endedAt: zone.toInstant(row.finish_time),
    durationSeconds: secondsOrNull(row.total_duration),
    talkSeconds,
    waitSeconds: secondsOrNull(row.wait_duration),
    direction: lookUp(DIRECTIONS, direction) ?? 'UNKNOWN',
    kind: toKind(textOrNull(row.source), reason),
    outcome: toOutcome({
      reason,
      direction,
      isOngoing: row.finish_time === null,
      talkSeconds,
      hasVoiceMail: textsOf(row.voice_mail_records).length > 0,
      isLost: booleanOrNull(row.is_lost),
    }),
    outcomeDetail: toOutcomeDetail(reason),
    customer: party(row.contact_phone_number, row.contact_full_name),
    line: party(row.virtual_phone_number, context.lineNames?.get(textOrNull(row.virtual_phone_number) ?? '')),
    agents: isAsked('agents') ? toMentions(row, provider) : undefined,
    queues: undefined,
    legs: undefined,
    recordings: isAsked('recordings')
      ? recordsOf(row).map((record) =>
          toRecording(record, { provider, sessionId: nativeId, sessionStartedAt: startedAt, legs: null }),
        )
      : undefined,
    cost: undefined,
    rating: wholeOrNull(row.last_answered_employee_rating),
    note: textOrNull(row.properties),
    references: selection.fields.has('references') ? toReferences(row) : undefined,
    row: { columns: row, timeZone: zone.timeZone } satisfies StoredRow<CallRow>,
  };
}

function toUnreadable(provider: string, why: string): ProviderError {
  const message = `CallGear sent a row of get.calls_report that cannot be read (${why}): it is left out.`;
  return new ProviderError(provider, 'unreadable', message);
}

/** The vendor's two words for a direction; it has none for a call inside the company. */
export const DIRECTIONS: Readonly<Record<string, CallDirection>> = { in: 'INBOUND', out: 'OUTBOUND' };

function toKind(source: string | null, reason: string | null): CallKind {
  if (reason === 'fax_session_done') return 'FAX';
  return lookUp(KINDS, source) ?? 'CALL';
}

const KINDS: Readonly<Record<string, CallKind>> = {
  callback: 'CALLBACK',
  auto_back_call: 'CALLBACK',
  auto_back_call_by_lost_call: 'CALLBACK',
  auto_back_call_by_offline_message: 'CALLBACK',
  sitephone: 'CALLBACK',
  callapi_informer_call: 'ANNOUNCEMENT',
  ivr_informer: 'ANNOUNCEMENT',
  faxout: 'FAX',
};
