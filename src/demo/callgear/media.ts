import { serveTone } from '../audio.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { indexOfId } from './call-rows.ts';
import { type DemoAccount, recordsOf } from './demo-account.ts';

/** What this vendor does when a recording is asked for: some accounts want a login, some servers know no ranges. */
export type MediaManner = 'ranges' | 'no-ranges' | 'login-page';

const NOT_FOUND: DemoReply = { status: 404, body: '<html><body>Not found</body></html>' };
const PATH = /^(?:\/system\/media\/(talk|wav|voice_mail))?\/(\d+)\/([0-9a-f]{32})\/?$/;

/** Serves a recording by its link alone: no key is asked for. */
export function serveMedia(account: DemoAccount, request: DemoRequest, manner: MediaManner): DemoReply {
  if (manner === 'login-page') return { body: '<html><body>Please log in</body></html>' };
  const [, kind, session = '', record = ''] = PATH.exec(request.path) ?? [];
  const index = indexOfId(account.source.count, session);
  if (index === null) return NOT_FOUND;
  const call = account.source.at(index);
  const records = recordsOf(call, account.now());
  const known = {
    talk: records.talk,
    wav: records.wav,
    voice_mail: records.voiceMail,
    full: records.linked === null ? [] : [records.linked],
  };
  if (!known[(kind ?? 'full') as keyof typeof known].includes(record)) return NOT_FOUND;
  const { range, ...headers } = request.headers;
  const heard = manner === 'no-ranges' || range === undefined ? { ...request, headers } : request;
  return serveTone(heard, { seed: index, seconds: Math.max(1, call.talkSeconds || 20) });
}
