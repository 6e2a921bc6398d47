import type { CallSource } from '../call-source.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { serveTone } from '../audio.ts';
import { conversationOf, toClock } from '../conversation.ts';
import { planLegs } from './leg-plan.ts';
import { placeOfRecord } from './session-ids.ts';
import { isRemoved, transcriptionOf } from './session-row.ts';

const PATH = /^\/voximplant-(records|logs)(-secure)?\/\d{4}\/\d\d\/\d\d\/([a-z]+)-(\d+)(?:-(\d))?(?:\.mp3)?$/;
const DENIED: DemoReply = { status: 403, body: '<html><body>403 Forbidden</body></html>' };
const GONE: DemoReply = { status: 404, body: '<html><body>404 Not Found</body></html>' };

export const isMediaPath = (path: string): boolean => path.startsWith('/voximplant-');

/** Serves the files of a source: recordings with ranges, transcripts and logs; secure ones to whoever has a token. */
export async function serveMedia(
  request: DemoRequest,
  source: CallSource,
  authorize: (authorization: string | undefined) => Promise<void>,
): Promise<DemoReply> {
  const [, store, secure, name, number, part = '0'] = PATH.exec(request.path) ?? [];
  const index = Number(number);
  if (store === undefined || !(index < source.count)) return GONE;
  if (secure !== undefined) {
    try {
      await authorize(request.headers.authorization);
    } catch {
      return DENIED;
    }
  }
  if (name === 'record') return serveRecord(request, source, index);
  if (name === 'transcript') return serveTranscript(request, source, index, Number(part));
  return { headers: { 'content-type': 'text/plain' }, body: `session log ${index}\nCall.Connected\nterminated\n` };
}

function serveRecord(request: DemoRequest, source: CallSource, index: number): DemoReply {
  const place = placeOfRecord(request.query.get('record_id') ?? '');
  const leg = planLegs(source.at(index)).find(({ recording }) => recording === (place?.part ?? 0));
  if (!leg || isRemoved(index)) return GONE;
  return serveTone(request, { seed: index, seconds: Math.max(1, leg.durationSeconds - 1), etag: `"record-${index}"` });
}

// A transcript is opened with the id of its recording beside the token.
function serveTranscript(request: DemoRequest, source: CallSource, index: number, part: number): DemoReply {
  const place = placeOfRecord(request.query.get('record_id') ?? '');
  if (place === null) return DENIED;
  if (place.index !== index || place.part !== part || transcriptionOf(index) !== 'Complete') return GONE;
  const lines = conversationOf(source.at(index)).map(({ from, to, by, words }) => {
    // The sides of the two channels, where a scenario names no labels.
    const side = by === 'customer' ? 'Left' : 'Right';
    return `${side} ${toClock(from)} - ${toClock(to)} : ${words}`;
  });
  return { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${lines.join('\n')}\n` };
}
