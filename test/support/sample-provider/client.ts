import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import { type Question, type Vendor, createConnection } from '../../../src/providers/connection/index.ts';
import { readFieldsOrNone, retryAfterSecondsIn } from '../../../src/providers/connection/read-reply.ts';
import type { ProviderTools } from '../../../src/providers/provider-kinds.ts';
import { readJson } from '../../../src/transport/read-json.ts';
import { countOrNull, objectsOf, recordOf, textOrNull } from '../../../src/transport/read-wire.ts';
import type { Row } from './columns.ts';
import type { LarkspurSettings } from './settings.ts';

/** Parameters of a question: names and values, a name for each of its values. */
export type Parameters = readonly (readonly [name: string, value: string])[];
type Asked = Question & { readonly path: string; readonly parameters: Parameters };

/** The endpoints of one account that are used; one function each. */
export function createClient(settings: LarkspurSettings, tools: ProviderTools) {
  const { id, apiKey, baseUrl } = settings;
  const vendor: Vendor<Asked, Row> = {
    name: 'Larkspur',
    account: apiKey,
    limits: { rates: { api: null }, atOnce: 4 },
    limitOf: () => 'the rate limit of the key',
    hostsSetting: 'baseUrl',
    secrets: () => [apiKey],
    identityOf: ({ path, parameters }) => JSON.stringify([path, parameters]),
    authorise: async ({ path, parameters }) => ({
      method: 'POST',
      url: baseUrl + path,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-www-form-urlencoded' },
      // A form: a long list of ids would be too long for an address.
      body: new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString(),
      token: null,
    }),
    read({ status, headers, text, exchange }, { operation }, { words }) {
      const body = status === 200 ? recordOf(readJson(text)) : readFieldsOrNone(text);
      const [kind, remedy] = MEANINGS[status] ?? [status >= 500 ? 'unavailable' : 'unsupported', ''];
      const { code, message } = recordOf(body.error);
      if (status !== 200) {
        const text = `Larkspur refused ${operation}: ${words(message) ?? `HTTP ${status}.`} ${remedy}`.trim();
        const retryAfterSeconds = retryAfterSecondsIn(headers, tools.now());
        throw new ProviderError(id, kind, text, { code: words(code), retryAfterSeconds });
      }
      if (!Array.isArray(body.data) && countOrNull(body.count) === null)
        throw new ProviderError(id, 'unreadable', `Larkspur answered ${operation} without "data" or a "count".`);
      exchange.rows = objectsOf(body.data).length;
      return body;
    },
  };
  const connection = createConnection(settings, vendor, tools);
  const ask = (path: string, parameters: Parameters, signal: AbortSignal): Promise<Row> =>
    connection.ask({ operation: `POST ${path}`, path, parameters, purpose: 'read', budget: 'api' }, signal);
  return {
    listCalls: async (parameters: Parameters, signal: AbortSignal) => {
      const { data, next } = await ask('/calls', parameters, signal);
      return { rows: objectsOf(data), next: textOrNull(next) };
    },
    countCalls: async (parameters: Parameters, signal: AbortSignal) =>
      countOrNull((await ask('/calls/count', parameters, signal)).count),
    listUsers: async (signal: AbortSignal) => objectsOf((await ask('/users', [], signal)).data),
    status: () => connection.status(),
  };
}

/** What a refusal means, and what to do. */
const MEANINGS: Readonly<Record<number, readonly [kind: ProviderErrorKind, remedy: string]>> = {
  401: ['unauthorized', 'Check apiKey.'],
  403: ['forbidden', 'Give the key the right to read calls and users.'],
  404: ['misconfigured', 'Check baseUrl: it ends in "/v1".'],
  429: ['rate-limited', ''],
};
