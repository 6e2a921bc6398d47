import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import type { ProviderStatus } from '../../../src/domain/provider.ts';
import { type Question, type Vendor, createConnection } from '../../../src/providers/connection/index.ts';
import { readFieldsOrNone, retryAfterSecondsIn } from '../../../src/providers/connection/read-reply.ts';
import type { ProviderTools } from '../../../src/providers/provider-tools.ts';
import { readJson } from '../../../src/transport/read-json.ts';
import { countOrNull, lookUp, objectsOf, recordOf, textOrNull } from '../../../src/transport/read-wire.ts';
import type { Row } from './columns.ts';
import type { LarkspurSettings } from './settings.ts';

/** Parameters of a question; a column may have several values. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;
/** Rows, and the cursor of those that follow. */
export type Page = { readonly rows: readonly Row[]; readonly next: string | null };

/** The endpoints that are used; one function each. */
export type Client = {
  listCalls(parameters: Parameters, signal: AbortSignal): Promise<Page>;
  countCalls(parameters: Parameters, signal: AbortSignal): Promise<number>;
  listUsers(signal: AbortSignal): Promise<Page>;
  readonly status: () => ProviderStatus;
};

/** Speaks to one account. */
export function createClient(settings: LarkspurSettings, tools: ProviderTools): Client {
  const connection = createConnection(settings, createVendor(settings, tools), tools);
  const get = (path: string, parameters: Parameters, signal: AbortSignal): Promise<Row> =>
    connection.ask({ operation: `GET ${path}`, path, parameters, purpose: 'read', budget: 'api' }, signal);
  const list = async (path: string, parameters: Parameters, signal: AbortSignal): Promise<Page> => {
    const body = await get(path, parameters, signal);
    return { rows: objectsOf(body.data), next: textOrNull(body.next) };
  };
  return {
    listCalls: (parameters, signal) => list('/calls', parameters, signal),
    listUsers: (signal) => list('/users', {}, signal),
    countCalls: async (parameters, signal) => Number((await get('/calls/count', parameters, signal)).count),
    status: () => connection.status(),
  };
}

type Asked = Question & { readonly path: string; readonly parameters: Parameters };

function createVendor({ id, apiKey, baseUrl }: LarkspurSettings, { now }: ProviderTools): Vendor<Asked, Row> {
  return {
    name: 'Larkspur',
    // No figure is published: the pace is learned.
    limits: { rates: { api: null }, atOnce: 4 },
    limitOf: () => 'the rate limit of the key',
    hostsSetting: 'baseUrl',
    secrets: () => [apiKey],
    identityOf: ({ path, parameters }) => JSON.stringify([path, parameters]),
    authorise: async ({ path, parameters }) => ({
      method: 'GET',
      url: `${baseUrl}${path}?${toQuery(parameters)}`,
      headers: { authorization: `Bearer ${apiKey}` },
      token: null,
    }),
    read({ status, headers, text, exchange }, { operation }, { words }) {
      const body = status === 200 ? recordOf(readJson(text)) : readFieldsOrNone(text);
      const fail = (kind: ProviderErrorKind, what: string, code: string | null = null): ProviderError =>
        new ProviderError(id, kind, what, { code, retryAfterSeconds: retryAfterSecondsIn(headers, now()) });
      if (status !== 200) {
        const refusal = recordOf(body.error);
        const { kind, remedy } = meaningOf(status);
        const said = words(refusal.message) ?? `HTTP ${status}`;
        throw fail(kind, `Larkspur refused ${operation}: ${said}. ${remedy}`.trim(), words(refusal.code));
      }
      if (!Array.isArray(body.data) && countOrNull(body.count) === null)
        throw fail('unreadable', `Larkspur answered ${operation} with JSON that has neither "data" nor a "count".`);
      exchange.rows = objectsOf(body.data).length;
      return body;
    },
  };
}

type Meaning = { readonly kind: ProviderErrorKind; readonly remedy: string };

const MEANINGS: Readonly<Record<string, Meaning>> = {
  401: { kind: 'unauthorized', remedy: 'Check apiKey.' },
  403: { kind: 'forbidden', remedy: 'Give the key the right to read calls and users.' },
  404: { kind: 'misconfigured', remedy: 'Check baseUrl: it ends in "/v1".' },
  429: { kind: 'rate-limited', remedy: '' },
};

const meaningOf = (status: number): Meaning =>
  lookUp(MEANINGS, String(status)) ?? { kind: status >= 500 ? 'unavailable' : 'unsupported', remedy: '' };

const toQuery = (parameters: Parameters): URLSearchParams =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, String(value)]),
    ),
  );
