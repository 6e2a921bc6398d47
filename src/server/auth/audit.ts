import type { IncomingMessage } from 'node:http';
import type { CallSession } from '../../domain/call-session.ts';
import type { Caller } from '../../domain/caller.ts';
import type { Recording } from '../../domain/recording.ts';
import type { MediaGrant } from '../../media/media-tokens.ts';
import type { Log } from '../../transport/log.ts';

/**
 * Writes down who saw what is guarded most: recordings, and rows as their vendors sent them. Ids alone, no numbers; one line
 * of a log for each play and for each page of rows or transcripts.
 */
export function createAudit(log: Log) {
  const say = (what: string, caller: Caller, request: IncomingMessage, fields: object): void =>
    log.info({ audit: what, caller: caller.name, ...fields, ...placeOf(request) }, what);
  return {
    played(caller: Caller, { provider, key: { kind, nativeId, session } }: MediaGrant, request: IncomingMessage): void {
      const range = request.headers.range?.slice(0, 100) ?? null;
      say(`${kind} opened`, caller, request, { provider, call: session.nativeId, [kind]: nativeId, range });
    },
    /** Notes the calls whose rows a request reads. */
    rawReader: (caller: Caller, request: IncomingMessage) =>
      inPages((calls) => say('raw read', caller, request, { calls })),
    /** Notes the recordings of which a request reads what was said. */
    transcriptReader: (caller: Caller, request: IncomingMessage) =>
      inPages((recordings) => say('transcripts read', caller, request, { recordings })),
  };
}

/** Gathers what is read in one page: one of its rows is read right after the other. */
function inPages(tell: (names: readonly string[]) => void): (read: CallSession | Recording) => void {
  let names: string[] = [];
  return ({ provider, nativeId }) => {
    if (names.push(`${provider} ${nativeId}`) > 1) return;
    setImmediate(() => {
      tell(names);
      names = [];
    });
  };
}

/** From where, and in which request: the server has given each an id. */
const placeOf = ({ socket, headers }: IncomingMessage): object => ({
  address: socket.remoteAddress ?? null,
  requestId: headers['x-request-id'] ?? null,
});
