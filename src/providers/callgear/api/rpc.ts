import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpResponse } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { countOrNull, listOf, numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { type TokenSource, createTokenSource } from '../../../transport/token-source.ts';
import {
  type Authorised,
  type Notes,
  type Question,
  type Vendor,
  createConnection,
  createTokenSend,
  rememberedOf,
} from '../../connection/index.ts';
import { retryAfterSecondsIn } from '../../connection/read-reply.ts';
import { fingerprint, hostOf } from '../../fingerprint.ts';
import { type VendorWords, createVendorWords } from '../../vendor-words.ts';
import type { ProviderTools } from '../../provider-kinds.ts';
import type { CallgearSettings } from '../settings.ts';
import { POINTS, type Points, createPoints } from './points.ts';
import { isDeadSession, toError } from './to-error.ts';

/** What a method answered: its rows, and how many there are whatever the page. */
export type RpcReply = { readonly data: unknown; readonly total: number | null };

type Params = Readonly<Record<string, unknown>>;

/** The way to one account. */
export type Rpc = ReturnType<typeof createRpc>;

type Asked = Question & { readonly params: Params };

/** The account is asked twice at a time at most: more would only wait at the vendor. */
const REQUESTS_AT_ONCE = 2;

/** Speaks the vendor's JSON-RPC: one URL, HTTP 200 for everything, the token in the body. */
export function createRpc(settings: CallgearSettings, tools: ProviderTools) {
  const { id: provider, baseUrl, accessToken, login, password, userId } = settings;
  const account = fingerprint(hostOf(baseUrl), accessToken ?? login ?? '');
  const remembered = rememberedOf('callgear', account, tools);
  const points = remembered('points', (before: Points | null) => before ?? createPoints(tools.now));
  let tokensSeen: readonly string[] = [];
  const secrets = () => [accessToken, password, ...tokensSeen].filter((secret) => secret !== undefined);
  const read = (response: HttpResponse, operation: string, words: VendorWords, notes: Notes | null) =>
    readReply(response, { provider, operation, words, points, notes, now: tools.now() });
  const names = {
    name: 'CallGear',
    limitOf: () => 'the limit of the account',
    hostsSetting: 'mediaBaseUrl',
  };
  const sendToken = createTokenSend(provider, names, tools);
  const tokens = createTokens(settings, tools, {
    async ask(method, params, signal) {
      const request = { ...toRequest(baseUrl, method, params), operation: method, purpose: 'token' } as const;
      return read(await sendToken(request, signal), method, createVendorWords(secrets), null);
    },
    noteToken(token) {
      // A session that has just been replaced may still be on its way.
      tokensSeen = [token, ...tokensSeen].slice(0, 2);
    },
  });
  const vendor: Vendor<Asked, RpcReply> = {
    ...names,
    secrets,
    account,
    // What is left of the points is only in the replies.
    limits: { rates: { [POINTS]: null }, atOnce: REQUESTS_AT_ONCE },
    identityOf: ({ operation, params }) => writeJson([operation, params]),
    prepare: (signal) => tokens.get(signal),
    async authorise({ operation, params }, signal) {
      const token = await tokens.get(signal);
      const user = userId === undefined ? {} : { user_id: BigInt(userId) };
      return { ...toRequest(baseUrl, operation, { access_token: token, ...user, ...params }), token };
    },
    renew(refusal, { token }, before) {
      if (accessToken !== undefined || token === null || before.length > 0 || !isDeadSession(refusal)) return false;
      tokens.invalidate(token);
      return true;
    },
    read: (response, { operation }, notes) => read(response, operation, notes.words, notes),
  };
  const connection = createConnection(settings, vendor, tools);
  return {
    ...connection,
    dayLimit: () => points.dayLimit(),
    /** Calls one method. Everything it throws is a ProviderError or the signal's reason. */
    ask: (operation: string, params: Params, signal: AbortSignal) =>
      connection.ask({ operation, params, purpose: 'read', budget: POINTS }, signal),
  };
}

const toRequest = (url: string, method: string, params: Params): Omit<Authorised, 'token'> => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: writeJson({ jsonrpc: '2.0', id: 'trunkline', method, params }),
});

const LOGIN = 'login.user';
/** Where the vendor's word on a session's end cannot be read. */
const SESSION_MS = 55 * 60_000;

function createTokens(
  { id, accessToken, login, password }: CallgearSettings,
  { now }: ProviderTools,
  { ask, noteToken }: { readonly ask: Rpc['ask']; readonly noteToken: (token: string) => void },
): Pick<TokenSource, 'get' | 'invalidate'> {
  if (accessToken !== undefined) return { get: async () => accessToken, invalidate: () => {} };
  return createTokenSource({
    async fetch(signal) {
      const { data } = await ask(LOGIN, { login, password }, signal);
      const { access_token, expire_at } = recordOf(data);
      const token = textOrNull(access_token);
      if (token === null)
        throw new ProviderError(id, 'unreadable', `CallGear answered ${LOGIN} without an access token.`);
      noteToken(token);
      const livesMs = (readMoment(expire_at) ?? 0) - now();
      return { token, expiresAt: performance.now() + (livesMs > 0 ? livesMs : SESSION_MS) };
    },
  });
}

/** A number of seconds or milliseconds, or a text with a date. */
function readMoment(value: unknown): number | null {
  const number = numberOrNull(value);
  if (number !== null) return number > 1e11 ? number : number * 1000;
  const parsed = Date.parse(textOrNull(value) ?? '');
  return Number.isNaN(parsed) ? null : parsed;
}

/** How a reply is read: of a login, nothing is noted. */
type Reading = {
  readonly provider: string;
  readonly operation: string;
  readonly words: VendorWords;
  readonly points: Points;
  readonly notes: Notes | null;
  readonly now: number;
};

function readReply({ status, headers, text, exchange }: HttpResponse, reading: Reading): RpcReply {
  const { provider, operation, points, notes, now } = reading;
  if (!text.trimStart().startsWith('{') && status >= 300)
    throw toError(reading, { status, retryAfterSeconds: retryAfterSecondsIn(headers, now) });
  const { result, error } = recordOf(readJson(text));
  if (error !== undefined && error !== null) throw readRefusal(recordOf(error), status, reading);
  const { data, metadata, meta_data } = recordOf(result);
  if (typeof data !== 'object' || data === null)
    throw new ProviderError(provider, 'unreadable', `CallGear answered ${operation} with neither data nor an error.`);
  const said = recordOf(metadata ?? meta_data);
  if (notes) points.note(said, notes);
  exchange.rows = Array.isArray(data) ? data.length : null;
  return { data, total: countOrNull(said.total_items) };
}

function readRefusal(error: Readonly<Record<string, unknown>>, status: number, reading: Reading): ProviderError {
  const { words, points, notes } = reading;
  const data = recordOf(error.data);
  const mnemonic = words(data.mnemonic);
  const code = numberOrNull(error.code);
  const isLimit = mnemonic === 'limit_exceeded' || code === -32029;
  const limitType = textOrNull(recordOf(data.params).limit_type);
  if (notes) points.note(data.metadata, notes);
  return toError(reading, {
    status,
    mnemonic,
    code,
    message: words(error.message),
    names: namesOf(data).filter((name) => words(name) === name),
    retryAfterSeconds: isLimit ? points.secondsUntilReset(limitType, data.metadata) : null,
  });
}

/** The parameter a refusal is about. What was sent may be echoed there, so only plain names are kept of it. */
function namesOf(data: Readonly<Record<string, unknown>>): string[] {
  const values = [data.field, data.value, ...listOf(data.value)];
  return values.filter((value) => typeof value === 'string').filter((value) => /^[a-z_.]{1,60}$/.test(value));
}

// Known to the engine and not yet to the type library: a number written as its text.
const engine = JSON as unknown as { rawJSON(text: string): unknown };

/** Writes JSON; a bigint becomes a plain number of all its digits, since ids pass 2^53. */
export const writeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? engine.rawJSON(String(part)) : part));
