import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Caller, type Scope, maySee, missingScope } from '../domain/caller.ts';
import type { MediaRequest, OpenedMedia } from '../domain/media.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import { withLiftableDeadline } from '../time/with-deadline.ts';
import { lookUp } from '../transport/read-wire.ts';
import { isUnchanged } from './is-unchanged.ts';
import { MEDIA_PATH, type MediaGrant, type MediaTokens } from './media-tokens.ts';
import { MAX_STREAMS, type StreamSlots } from './stream-slots.ts';
import { freeBytes } from '../transport/http.ts';

/** What serving needs: who has the bytes, whose links are good, and who is told of failures. */
export type MediaService = {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly tokens: MediaTokens;
  readonly slots: StreamSlots;
  /** Whose a link is, with what they may do now; null once their key is gone. */
  readonly ownerOf: (grant: MediaGrant) => Caller | null;
  /** Told of everything that is opened. */
  readonly onOpen: (owner: Caller, grant: MediaGrant, request: IncomingMessage) => void;
  /** Told of what went wrong at a vendor; the client gets a sentence without it. */
  readonly onError: (error: unknown, grant: MediaGrant) => void;
};

/** Answers `/media/<token>`: the bytes of a recording, a transcript or a log, streamed from the vendor as they are read. */
export async function serveMedia(
  service: MediaService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, 'This link is for reading: GET or HEAD.', { allow: 'GET, HEAD' });
  }
  const { pathname } = new URL(request.url ?? '/', 'http://media');
  const read = service.tokens.read(pathname.slice(MEDIA_PATH.length));
  if (read.state === 'tampered')
    return refuse(response, 403, 'This link was not made by this server, or was changed on its way.');
  if (read.state === 'expired') {
    return refuse(
      response,
      410,
      'This link has expired. Ask the graph for the recording again: it answers with a fresh one.',
    );
  }
  const provider = service.providers.get(read.grant.provider);
  if (!provider) return refuse(response, 404, `There is no provider "${read.grant.provider}" on this server any more.`);
  const owner = service.ownerOf(read.grant);
  if (owner === null)
    return refuse(
      response,
      403,
      'The key that asked for this link was withdrawn or has ended. Ask again with another.',
    );
  if (!maySee(owner, provider.key) || missingScope(owner, scopesFor(read.grant)) !== null)
    return refuse(response, 403, 'The key that asked for this link may not open it any more.');
  const free = service.slots.take(owner.id ?? request.socket.remoteAddress ?? '', provider.key);
  if (free === null) {
    return refuse(
      response,
      503,
      `${MAX_STREAMS} streams from ${provider.name} are open to this client, and no more are given to one. Close one, or try again.`,
      { 'retry-after': RETRY_AFTER_SECONDS },
    );
  }
  try {
    return await deliver(service, provider, { grant: read.grant, owner }, request, response);
  } finally {
    free();
  }
}

async function deliver(
  service: MediaService,
  provider: Provider,
  { grant, owner }: { readonly grant: MediaGrant; readonly owner: Caller },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  // The deadline is for the head of the answer: a recording may take as long as its listener does.
  const { signal, lift } = withLiftableDeadline(leaving.signal, provider.deadlineMs);
  try {
    const media = (await provider.openMedia?.(grant.key, toMediaRequest(request), signal)) ?? null;
    lift();
    if (media === null || isPage(media, grant)) return refuse(response, 404, goneAt(provider, grant));
    if (request.method === 'GET' && media.status !== 416) service.onOpen(owner, grant, request);
    if (media.status !== 416 && isUnchanged(request.headers['if-none-match'], media.etag))
      return void response.writeHead(304, { etag: media.etag!, ...CACHING }).end();
    response.writeHead(media.status, headersOf(media, grant));
    if (request.method === 'HEAD' || media.status === 416) return void response.end();
    await sendBytes(media.body, response);
  } catch (error) {
    if (leaving.signal.aborted || error instanceof ListenerGone) return;
    service.onError(error, grant);
    // With the head on its way, only a cut connection tells the client that bytes are missing.
    if (response.headersSent) return void response.destroy();
    // A provider that was interrupted may know better why it took so long: its vendor's last answer.
    const isLate = error instanceof ProviderError ? error.kind === 'timed-out' : signal.aborted;
    if (isLate)
      return refuse(response, 504, `${provider.name} did not send this ${grant.key.kind} in time. Try again.`);
    return refuse(response, 502, `${provider.name} could not give this ${grant.key.kind}: ${reasonOf(error)}.`);
  } finally {
    lift();
  }
}

/** The log of a session tells the numbers of all its connections. */
const scopesFor = ({ key }: MediaGrant): readonly Scope[] =>
  key.kind === 'log' ? ['recordings:read', 'numbers:read'] : ['recordings:read'];

/** A stream ends when its recording does, or a minute after nobody takes it. */
const RETRY_AFTER_SECONDS = '10';

/** The link is the key to what it opens: no shared cache may keep it. */
const CACHING = { 'cache-control': 'private, max-age=3600' };

/** Only GET has ranges (RFC 9110, 14.2). */
function toMediaRequest({ method, headers }: IncomingMessage): MediaRequest {
  if (method === 'HEAD') return { method };
  return { method: 'GET', range: headers.range, ifRange: headers['if-range'] as string | undefined };
}

const goneAt = (provider: Provider, { key }: MediaGrant): string =>
  `${provider.name} has this ${key.kind} no longer, or shows it only to people who log in there.`;

/** A page that asks for a login, or says sorry, comes as a success. */
const isPage = ({ status, contentType }: OpenedMedia, { key }: MediaGrant): boolean =>
  status !== 416 &&
  (key.kind === 'recording' ? /^(text\/html|application\/json)\b/i : /^text\/html\b/i).test(contentType ?? '');

function headersOf(media: OpenedMedia, grant: MediaGrant): Record<string, string> {
  const given = {
    'content-type': media.contentType,
    'content-length': lengthOf(media),
    'content-range': media.contentRange,
    etag: media.etag,
    'accept-ranges': media.acceptsRanges ? 'bytes' : null,
  };
  const known = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    ...Object.fromEntries(known),
    'content-disposition': contentDisposition(grant, media.contentType),
    ...CACHING,
    // A browser must not take a vendor's bytes for a page.
    'x-content-type-options': 'nosniff',
    // Opened by itself, a link is a document that loads itself into a player.
    'content-security-policy': "default-src 'none'; media-src 'self'; sandbox allow-same-origin",
  };
}

// What a vendor says beside a refused range is not passed on, so its length is not either.
const lengthOf = ({ status, contentLength }: OpenedMedia): string | null =>
  status === 416 ? '0' : contentLength === null ? null : String(contentLength);

const REASONS: Partial<Record<ProviderError['kind'], string>> = {
  unauthorized: 'its credentials are refused',
  forbidden: 'this account may not read it',
  misconfigured: 'its settings stand in the way',
  unsupported: 'it keeps it where this server does not fetch from',
  'rate-limited': 'it is asked too often just now',
};

const reasonOf = (error: unknown): string =>
  (error instanceof ProviderError ? REASONS[error.kind] : undefined) ?? 'it failed on its side';

function refuse(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers })
    .end(`${sentence}\n`);
}

/** Names the file as a person would look for it: when the call was, where, and which. */
export function contentDisposition(
  { provider, key }: Pick<MediaGrant, 'provider' | 'key'>,
  contentType: string | null,
): string {
  const { startedAt, nativeId } = key.session;
  const moment =
    startedAt === undefined ? '' : `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-')}Z-`;
  const name = `${moment}${provider}-${nativeId}-${key.kind}`.replace(/[^\w.-]/g, '_');
  return `inline; filename="${name}${extensionOf(contentType)}"`;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': '.mp3',
  'audio/mp3': '.mp3',
  'audio/mp4': '.m4a',
  'audio/ogg': '.ogg',
  'audio/wav': '.wav',
  'audio/x-wav': '.wav',
  'application/json': '.json',
  'text/plain': '.txt',
  'text/vtt': '.vtt',
};

const extensionOf = (contentType: string | null): string =>
  lookUp(EXTENSIONS, contentType?.split(';')[0]?.trim().toLowerCase()) ?? '';

/** Whoever listened has hung up: no failure of the vendor's, and nothing to tell anybody. */
class ListenerGone extends Error {
  constructor(cause?: Error) {
    super('the listener went away', { cause });
    this.name = 'ListenerGone';
  }
}

/**
 * Sends a body as fast as the listener takes it, and ends the answer. Holds one chunk, whatever the size. Throws
 * ListenerGone when nobody takes it any more; every other error is the body's.
 */
async function sendBytes(body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
  for await (const chunk of body) {
    await sendChunk(chunk, response);
    freeBytes(chunk);
  }
  response.end();
}

const sendChunk = (chunk: Uint8Array, response: ServerResponse): Promise<void> =>
  new Promise((resolve, reject) => {
    const onClose = () => reject(new ListenerGone());
    response.once('close', onClose);
    response.write(chunk, (error) => {
      response.off('close', onClose);
      if (error) reject(new ListenerGone(error));
      else resolve();
    });
  });
