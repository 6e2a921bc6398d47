import { agentOf, agentsOf } from './users.js';

/** A session of the vendor as the page shows it; `users` is null where nobody asks for agents. */
export function toCall(row, provider, users) {
  const calls = inOrder(row.calls ?? []);
  const deciding = calls.findLast(isAnswered) ?? calls.at(-1);
  const first = calls[0];
  const direction = first === undefined ? 'UNKNOWN' : directionOf(first);
  const startedAt = toTime(row.start_date);
  return {
    providerKey: provider,
    nativeId: String(row.call_session_history_id),
    startedAt,
    endedAt: row.active || row.duration == null ? null : addSeconds(startedAt, row.duration),
    durationSeconds: row.duration ?? null,
    talkSeconds: null,
    waitSeconds: null,
    direction,
    kind: 'CALL',
    outcome: row.active ? 'ONGOING' : deciding === undefined ? 'UNKNOWN' : outcomeOf(deciding, direction === 'INBOUND'),
    outcomeDetail: detailOf(deciding),
    customer: toParty(first?.remote_number),
    line: toParty(first?.local_number),
    rating: null,
    note: null,
    ...(users && { agents: agentsOf(row, calls, users) }),
    legs: calls.map((call) => toLeg(call, row, users)),
    recordings: (row.records ?? []).map(toRecording),
  };
}

function inOrder(calls) {
  if (calls.length < 2) return calls;
  return calls.toSorted((a, b) =>
    a.start_time !== b.start_time
      ? a.start_time < b.start_time
        ? -1
        : 1
      : String(a.call_id) < String(b.call_id)
        ? -1
        : 1,
  );
}

function toLeg(call, row, users) {
  const isIncoming = call.incoming === true;
  const remote = toParty(call.remote_number);
  const local = toParty(call.local_number);
  return {
    nativeId: String(call.call_id),
    direction: directionOf(call),
    startedAt: toTime(call.start_time),
    durationSeconds: call.duration ?? null,
    from: isIncoming ? remote : local,
    to: isIncoming ? local : remote,
    outcome: row.active ? 'ONGOING' : outcomeOf(call, isIncoming),
    outcomeDetail: detailOf(call),
    ...(users && { agent: agentOf(call, row, users) }),
  };
}

function toRecording(record) {
  return {
    nativeId: String(record.record_id),
    kind: 'CALL',
    startedAt: toTime(record.start_time),
    durationSeconds: record.duration ?? null,
    sizeBytes: record.file_size || null,
    mediaType: mediaTypeOf(record),
    expiresAt: record.expiration_date ? `${record.expiration_date}T00:00:00.000Z` : null,
    isAvailable: record.record_url != null && record.is_removed !== true,
  };
}

const directionOf = (call) => (call.incoming === true ? 'INBOUND' : 'OUTBOUND');
const isAnswered = (call) => call.successful === true && call.duration > 0;
const toParty = (number) => (number ? { number: String(number) } : null);
const detailOf = (call) =>
  call?.end_reason ? { code: String(call.end_reason.code), reason: call.end_reason.details ?? null } : null;

function outcomeOf(call, isInbound) {
  if (isAnswered(call)) return 'ANSWERED';
  const code = call.end_reason?.code;
  if (code === 486) return 'BUSY';
  if (code === 603) return 'DECLINED';
  if (code === 487) return isInbound ? 'ABANDONED' : 'CANCELLED';
  if (code === 408 || code === 480) return isInbound ? 'MISSED' : 'FAILED';
  return code >= 400 && code < 600 ? 'FAILED' : 'UNKNOWN';
}

const CONTAINERS = { mp3: 'audio/mpeg', mp4: 'video/mp4', flac: 'audio/flac', ogg: 'audio/ogg', wav: 'audio/wav' };

function mediaTypeOf(record) {
  const container = /"container"\s*:\s*"([a-z0-9]+)"/.exec(record.media_parameters ?? '')?.[1];
  return CONTAINERS[container] ?? null;
}

/** The account writes in UTC. */
const toTime = (text) => `${text.slice(0, 10)}T${text.slice(11)}.000Z`;
const addSeconds = (time, seconds) => new Date(Date.parse(time) + seconds * 1000).toISOString();
