import { DAY_MS, type Instant } from '../../time/instant.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { readPlace, writeToken } from './page-token.ts';
import { refuseField, Refusal } from './refusals.ts';
import { writeTime } from './time-text.ts';
import { readFilter, readPageSize, readWindow } from './voice-call-query.ts';
import type { CallSelection, VoiceCallBook } from './voice-call-book.ts';
import { writeVoiceCall } from './voice-call.ts';

/** Answers GET /contact_center/voice_calls. */
export function listVoiceCalls(request: DemoRequest, book: VoiceCallBook, now: Instant): DemoReply {
  const { query } = request;
  const pageSize = readPageSize(query, 10, 100);
  const place = readPlace(request, now);
  const window = readWindow(query, place.asOf, DAY_MS);
  const viewType = query.get('view_type') ?? 'summary';
  if (viewType !== 'summary' && viewType !== 'detail') throw new Refusal(refuseField('view_type', 'Invalid field.'));

  const filter = readFilter(query);
  const calls = selectOne(query, book, place.asOf, filter, window) ?? book.select(window, place.asOf, filter);
  const count = Math.min(pageSize, Math.max(0, calls.count - place.offset));
  const rows = Array.from({ length: count }, (_, index) =>
    writeVoiceCall(calls.at(place.offset + index), window.offsetMinutes, viewType === 'detail'),
  );
  const next = { offset: place.offset + count, asOf: place.asOf };
  return {
    body: {
      next_page_token: writeToken(request, next, calls.count, now),
      page_size: pageSize,
      total_records: calls.count,
      from: writeTime(window.from, window.offsetMinutes),
      to: writeTime(window.to, window.offsetMinutes),
      voice_calls: rows,
    },
  };
}

// One engagement is found by its id, so that a look-up in a large set costs no walk over it.
function selectOne(
  query: URLSearchParams,
  book: VoiceCallBook,
  asOf: Instant,
  filter: ReturnType<typeof readFilter>,
  window: { from: Instant; to: Instant },
): CallSelection | null {
  const engagementId = query.get('engagement_id');
  if (engagementId === null) return null;
  const found = book.find(engagementId, asOf)?.voiceCall;
  const isWanted = found && found.startedAt >= window.from && found.startedAt <= window.to && (filter?.(found) ?? true);
  return { count: isWanted ? 1 : 0, at: () => found ?? fail(engagementId) };
}

function fail(engagementId: string): never {
  throw new RangeError(`no demo call ${engagementId}`);
}
