import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hook, HookReading } from '../../domain/hook.ts';
import type { Provider } from '../../domain/provider.ts';
import type { History } from '../../history/create-history.ts';
import type { Log } from '../../transport/log.ts';
import { tellSeldom } from '../../transport/tell-seldom.ts';
import { readBody } from '../http/read-body.ts';
import { sendError, sendJson } from '../http/send-json.ts';
import { pathOf, sendNotFound } from '../routes.ts';
import { createDecoy } from './decoy.ts';
import { createRepetitions } from './repetitions.ts';

export type HooksOptions = {
  readonly providers: readonly Provider[];
  /** Tells whoever follows a provider that there is something to read. */
  readonly hint: History['hint'];
  /** Told of every hook and what became of it; null: at the address of no provider that takes any. */
  readonly onHook: (provider: string | null, outcome: HookOutcome) => void;
  readonly log: Log;
};

export type HookOutcome =
  Exclude<HookReading['kind'], 'hint'> | 'read' | 'joined' | 'repeated' | 'too-large' | 'cut-off' | 'busy';

/** What vendors send of a call is a few thousand bytes. */
const MAX_BODY_BYTES = 64 * 1024;
/** Whoever sends so slowly is no vendor, and keeps others from being read. */
const MAX_BODY_MS = 5000;
/** Bodies of strangers are read too: so many at a time. */
const MOST_AT_ONCE = 64;
/** Whoever takes longer to send makes room for the next when there is none: else 64 slow strangers would keep vendors out. */
const QUICK_BODY_MS = 250;
const TYPES: readonly string[] = ['application/json', 'application/x-www-form-urlencoded', 'text/plain', ''];

/**
 * Answers POST /hooks/<provider>, where vendors push; null where no provider takes hooks. What comes is never taken as data:
 * it makes the youngest hour of its provider be read now, and whoever sent it is answered before that. Until it is known to
 * be the vendor's, nothing in the answer tells one address from another.
 */
export function createHooks({ providers, hint, onHook, log }: HooksOptions) {
  const taking = new Map(providers.filter(takesHooks).map((provider) => [provider.key, provider]));
  if (taking.size === 0) return null;
  const decoy = createDecoy([...taking.values()].map((provider) => (hook) => provider.readHook(hook)));
  const repetitions = createRepetitions();
  const tellRefused = tellSeldom((address) =>
    log.warn(
      { address },
      'a hook was refused: it is not known to be of the vendor; the next ones are only counted for a minute',
    ),
  );
  /** Whose bodies are being read, and since when, the oldest first. */
  const reading = new Map<IncomingMessage, number>();
  const hasRoom = (): boolean => {
    if (reading.size < MOST_AT_ONCE) return true;
    const [slowest, since] = reading.entries().next().value!;
    if (performance.now() - since < QUICK_BODY_MS) return false;
    reading.delete(slowest);
    slowest.destroy();
    return true;
  };

  const actOn = (provider: string, said: HookReading): HookOutcome => {
    if (said.kind !== 'hint') return said.kind;
    const { message, againMs } = said;
    if (message !== null && repetitions.isRepeated(provider, message)) return 'repeated';
    return hint(provider, againMs) ? 'read' : 'joined';
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, , key = '', ...rest] = pathOf(request).split('/');
    const known = taking.get(key) ?? null;
    const finish = (outcome: HookOutcome, answer: () => void): void => {
      onHook(known?.key ?? null, outcome);
      answer();
    };
    if (!TYPES.includes(typeOf(request)))
      return finish('refused', () =>
        sendError(response, 415, 'UNSUPPORTED_MEDIA_TYPE', 'A hook is JSON, a form or plain text.'),
      );
    if (!hasRoom()) return finish('busy', () => sendBusy(response));
    reading.set(request, performance.now());
    const body = await readInTime(request).finally(() => reading.delete(request));
    if (body === undefined) return finish('cut-off', () => response.destroy());
    if (body === null) return finish('too-large', () => sendTooLarge(response));
    const hook: Hook = { rest: rest.join('/'), headers: request.headers, body };
    const said = known ? known.readHook(hook) : decoy(key, hook);
    if (known === null || said.kind === 'refused')
      return finish('refused', () => {
        tellRefused(request.socket.remoteAddress ?? 'unknown');
        sendNotFound(response);
      });
    const outcome = actOn(known.key, said);
    const requestId = request.headers['x-request-id'] ?? null;
    if (outcome === 'read')
      log.info({ hook: outcome, provider: known.key, requestId }, 'a vendor says that a call has ended');
    return finish(outcome, () => sendJson(response, 200, said.kind === 'challenge' ? said.answer : { status: 'ok' }));
  };
}

type TakingHooks = Provider & Required<Pick<Provider, 'readHook'>>;
const takesHooks = (provider: Provider): provider is TakingHooks => provider.readHook !== undefined;

const typeOf = ({ headers }: IncomingMessage): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();

/** The body; null where it is too large, undefined where it did not come. */
async function readInTime(request: IncomingMessage): Promise<string | null | undefined> {
  const slow = setTimeout(() => request.destroy(), MAX_BODY_MS);
  try {
    return await readBody(request, MAX_BODY_BYTES);
  } catch (error) {
    if (request.destroyed) return undefined;
    throw error;
  } finally {
    clearTimeout(slow);
  }
}

const sendTooLarge = (response: ServerResponse): void =>
  sendError(
    response.setHeader('connection', 'close'),
    413,
    'REQUEST_ENTITY_TOO_LARGE',
    `A hook may have ${MAX_BODY_BYTES} bytes.`,
  );

const sendBusy = (response: ServerResponse): void =>
  sendError(
    response.setHeader('retry-after', 1).setHeader('connection', 'close'),
    503,
    'OVERLOADED',
    'Too many hooks at a time; send it again.',
  );
