import type { DemoCall } from '../../src/demo/call-source.ts';
import { DATA_SETS_END, createDataSet } from '../../src/demo/data-sets.ts';
import type { DemoVendor, DemoVendorOptions } from '../../src/demo/demo-vendor.ts';
import type { DemoExchange } from '../../src/demo/vendor-server.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { startTrunkline } from '../../src/server/start-trunkline.ts';

export type StartVendor = (options: DemoVendorOptions) => Promise<DemoVendor>;

export type ShownRecording = {
  readonly nativeId: string;
  readonly url: string;
  readonly urlExpiresAt: string;
  readonly transcript: { readonly url: string | null } | null;
};

/** One demo vendor and a server over it, on real sockets. */
export type MediaWorld = {
  readonly vendor: DemoVendor;
  readonly url: string;
  /** The time it is for the vendor and the server. */
  readonly clock: { now: number };
  /** Asks the graph; headers as given. */
  ask(query: string, headers?: Readonly<Record<string, string>>): Promise<Record<string, unknown>>;
  /** What the graph shows of the newest recorded calls. */
  recordings(headers?: Readonly<Record<string, string>>): Promise<readonly ShownRecording[]>;
  /** Loads a link; what comes back is remembered in `said`. */
  load(url: string, init?: RequestInit): Promise<{ status: number; headers: Headers; bytes: Buffer }>;
  /** Requests for bytes that the vendor has had, look-ups apart. */
  bytesAsked(): readonly DemoExchange[];
  /** All that has left the server: answers with their heads, and the log. */
  readonly said: readonly string[];
  close(): Promise<void>;
};

export type WorldOptions = {
  readonly startVendor: StartVendor;
  readonly kind: keyof ReturnType<typeof createDataSet>['sources'];
  /** Settings of the file, beside the provider. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the provider, beside those that reach it. */
  readonly provider?: Readonly<Record<string, unknown>>;
  /** What every call of the data set is changed to. */
  readonly calls?: Partial<DemoCall>;
  readonly takeTimeoutMs?: number;
};

/** Starts a vendor over a small data set, and a server that knows it alone. */
export async function createMediaWorld(options: WorldOptions): Promise<MediaWorld> {
  const { startVendor, kind, settings: more = {}, provider = {}, calls = {}, ...timeouts } = options;
  const known = createDataSet('even', { count: 60 }).sources[kind];
  const source = { count: known.count, at: (index: number) => ({ ...known.at(index), ...calls }) };
  const clock = { now: DATA_SETS_END };
  const now = () => clock.now;
  const vendor = await startVendor({ source, now });
  const said: string[] = [];
  const note = (fields: object, message: string) => void said.push(`${JSON.stringify(fields)} ${message}`);
  const log = { info: note, warn: note, error: note };
  const value = { server: { port: 0 }, ...more, providers: [{ ...vendor.settings, ...provider }] };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the test');
  const trunkline = await startTrunkline(settings, {
    providers: createProviders(settings.providers, { log, now }),
    log,
    now,
    ...timeouts,
  });

  const ask: MediaWorld['ask'] = async (query, headers = {}) => {
    const response = await fetch(`${trunkline.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    said.push(text);
    const { data, errors } = JSON.parse(text) as { data: Record<string, unknown>; errors?: unknown };
    if (errors !== undefined) throw new Error(text);
    return data;
  };

  return {
    vendor,
    url: trunkline.url,
    clock,
    ask,
    async recordings(headers) {
      const data = await ask(QUERY, headers);
      const { nodes } = data['callSessions'] as { nodes: { recordings: (ShownRecording | { url: null })[] }[] };
      const shown = nodes.flatMap(({ recordings }) => recordings);
      return shown.filter((recording): recording is ShownRecording => recording.url !== null);
    },
    async load(url, init = {}) {
      const response = await fetch(url, init);
      const { status, headers } = response;
      const bytes = Buffer.from(await response.arrayBuffer());
      const isText = headers.get('content-type')?.startsWith('text/') === true;
      said.push(`${JSON.stringify([...headers])} ${isText ? bytes.toString() : ''}`);
      return { status, headers, bytes };
    },
    bytesAsked: () => vendor.server.exchanges.filter(({ purpose }) => purpose === 'media'),
    said,
    async close() {
      await trunkline.close(0);
      await vendor.close();
    },
  };
}

const QUERY = `{
  callSessions(first: 40, filter: { hasRecording: true }) {
    nodes { id recordings { id nativeId isAvailable url urlExpiresAt expiresAt transcript { status url } } details { __typename } raw }
  }
}`;
