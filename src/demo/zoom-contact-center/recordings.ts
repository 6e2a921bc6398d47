import { createHash } from 'node:crypto';
import { DAY_MS, type Instant } from '../../time/instant.ts';
import { serveTone } from '../audio.ts';
import { DEMO_AGENTS, type DemoCall } from '../call-source.ts';
import { conversationOf, toClock } from '../conversation.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { QUEUES, USERS, idOf } from './directory.ts';
import { readPlace, writeToken } from './page-token.ts';
import { Refusal, refuse, refuseField } from './refusals.ts';
import { writeTime } from './time-text.ts';
import { readPageSize, readWindow } from './voice-call-query.ts';
import type { KnownCall, VoiceCallBook } from './voice-call-book.ts';

/** Where the bytes of recordings lie; nothing below it may ever be seen outside. */
export const MEDIA_PATH = '/rec/door';

/** Answers GET /contact_center/recordings, and the recordings of one engagement. */
export function listRecordings(
  request: DemoRequest,
  book: VoiceCallBook,
  now: Instant,
  origin: string,
  engagementId: string | null,
): DemoReply {
  const { query } = request;
  const pageSize = readPageSize(query, 30, 300);
  const place = readPlace(request, now);
  const window = readWindow(query, place.asOf, 30 * DAY_MS);
  const dateType = query.get('query_date_type') ?? 'recording_start_time';
  if (dateType !== 'recording_start_time' && dateType !== 'recording_end_time')
    throw new Refusal(refuseField('query_date_type', 'Invalid field.'));

  const known = engagementId === null ? null : book.find(engagementId, place.asOf);
  const calls = known ? [known] : engagementId === null ? candidates(book, window, place.asOf) : [];
  const found = [...calls]
    .flatMap(recordingsOf)
    .filter((recording) => {
      const instant = dateType === 'recording_start_time' ? recording.startedAt : recording.endedAt;
      return instant >= window.from && instant <= window.to;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  // One answer for "has none" and "may not be seen".
  if (engagementId !== null && found.length === 0)
    return refuse(404, 2805, 'The recordings do not exist or you do not have the right to see them.');
  const rows = found.slice(place.offset, place.offset + pageSize);
  const next = { offset: place.offset + rows.length, asOf: place.asOf };
  return {
    body: {
      next_page_token: writeToken(request, next, found.length, now),
      page_size: pageSize,
      total_records: found.length,
      from: writeTime(window.from, window.offsetMinutes),
      to: writeTime(window.to, window.offsetMinutes),
      recordings: rows.map((recording) => writeRecording(recording, window.offsetMinutes, origin)),
    },
  };
}

/** Serves the bytes behind a download or a transcript link. */
export function serveRecording(request: DemoRequest, book: VoiceCallBook, now: Instant): DemoReply {
  const [id = '', form] = request.path.slice(MEDIA_PATH.length + 1).split('/');
  const recording = findRecording(id, book, now);
  if (!recording) return refuse(404, 2805, 'The recording does not exist.');
  if (form === 'transcript') {
    return { headers: { 'content-type': 'text/vtt' }, body: writeTranscript(recording.call) };
  }
  return serveTone(request, { seed: recording.call.index, seconds: recording.seconds, etag: `"${id}"` });
}

/** A numbered cue for each sentence, with the speaker's name before it, as Zoom's transcripts have them. */
function writeTranscript(call: DemoCall): string {
  const cues = conversationOf(call).map(({ from, to, by, words }, index) => {
    const name = by === 'agent' ? DEMO_AGENTS[call.agent ?? 0]?.name : (call.customerName ?? call.customerNumber);
    return `${index + 1}\r\n${toClock(from)}.000 --> ${toClock(to)}.000\r\n${escape(`${name}: ${words}`)}\r\n`;
  });
  return `WEBVTT\r\n\r\n${cues.join('\r\n')}`;
}

const escape = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

type DemoRecording = {
  readonly id: string;
  readonly engagementId: string;
  readonly call: DemoCall;
  readonly agent: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly seconds: number;
};

// A recording starts within its call, and no call of the data sets lasts a day.
const candidates = (book: VoiceCallBook, window: { from: Instant; to: Instant }, asOf: Instant) =>
  book.listed({ from: window.from - DAY_MS, to: window.to }, asOf);

function recordingsOf({ call, voiceCall }: KnownCall): DemoRecording[] {
  if (!call?.isRecorded) return [];
  const agents = [call.agent, call.transferredTo].filter((agent) => agent !== null);
  const seconds = Math.max(1, Math.floor(call.talkSeconds / Math.max(1, agents.length)));
  return agents.map((agent, part) => {
    const startedAt = voiceCall.startedAt + (call.waitSeconds + part * seconds) * 1000;
    const endedAt = startedAt + seconds * 1000;
    const id = recordingId(call.index, part);
    return { id, engagementId: voiceCall.engagementId, call, agent, startedAt, endedAt, seconds };
  });
}

// The id leads back to its call, so that bytes are found without a walk: a hash, then the index and the part.
const recordingId = (index: number, part: number): string =>
  createHash('sha256').update(`recording ${index} ${part}`).digest('hex').slice(0, 16) +
  (index * 2 + part).toString(16).padStart(16, '0');

function findRecording(id: string, book: VoiceCallBook, now: Instant): DemoRecording | null {
  const place = Number.parseInt(id.slice(16), 16);
  if (!Number.isSafeInteger(place)) return null;
  const known = book.at(Math.floor(place / 2), now);
  return known ? (recordingsOf(known).find((recording) => recording.id === id) ?? null) : null;
}

function writeRecording(recording: DemoRecording, offsetMinutes: number, origin: string): object {
  const { call } = recording;
  const queue = call.queue === null ? null : QUEUES[call.queue];
  const user = USERS[recording.agent];
  return {
    recording_id: recording.id,
    engagement_id: recording.engagementId,
    ...(queue ? { cc_queue_id: queue.cc_queue_id, queue_id: queue.queue_id, queue_name: queue.queue_name } : {}),
    recording_duration: recording.seconds,
    recording_start_time: writeTime(recording.startedAt, offsetMinutes),
    recording_end_time: writeTime(recording.endedAt, offsetMinutes),
    recording_type: call.index % 4 === 0 ? 'on_demand' : 'automatic',
    channel: 'voice',
    direction: call.direction.toLowerCase(),
    owner_type: queue ? 'queue' : 'user',
    owner_id: queue ? queue.cc_queue_id : user?.user_id,
    owner_name: queue ? queue.queue_name : user?.display_name,
    user_id: user?.user_id,
    display_name: user?.display_name,
    user_email: user?.user_email,
    flow_id: idOf(`flow ${call.lineNumber}`),
    flow_name: 'Main line',
    consumers: [{ consumer_name: call.customerName ?? '', consumer_number: call.customerNumber }],
    download_url: `${origin}${MEDIA_PATH}/${recording.id}/download`,
    transcript_url: call.index % 3 === 0 ? `${origin}${MEDIA_PATH}/${recording.id}/transcript` : '',
    playback_url: `${origin}${MEDIA_PATH}/${recording.id}/playback`,
  };
}
