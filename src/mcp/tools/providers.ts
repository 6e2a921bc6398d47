import { askGraph } from '../ask-graph.ts';
import { showKnown, showTime } from '../show.ts';
import { defineTool } from '../tool.ts';

const PROVIDERS = `query Providers {
  providers {
    key name kind status { state lastError }
    capabilities { hasRecordings hasLegs }
    history { state keptFrom keptThrough calls progress lastError }
  }
}`;

type ProviderRow = {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly status: { readonly state: string; readonly lastError: string | null } | null;
  readonly capabilities: { readonly hasRecordings: boolean; readonly hasLegs: boolean };
  readonly history: {
    readonly state: string;
    readonly keptFrom: string | null;
    readonly keptThrough: string | null;
    readonly calls: number;
    readonly progress: number;
    readonly lastError: string | null;
  } | null;
};

export const providers = defineTool({
  name: 'providers',
  title: 'Phone systems',
  description:
    'Lists the phone systems that are connected: their keys, whether each is up and answers just now or is down, what is ' +
    'wrong with it, and since when its calls are kept (figures and unreturned calls need that). Ask it when an answer has ' +
    'problems.',
  input: {},
  scope: 'status:read',
  documents: [PROVIDERS],
  async answer(_input, ask) {
    const { data, problems } = await askGraph<{ providers: readonly ProviderRow[] }>(ask, PROVIDERS, {});
    return { providers: (data.providers ?? []).map(show), problems };
  },
});

const show = ({ key, name, kind, status, capabilities, history }: ProviderRow) =>
  showKnown({
    ...{ key, name, kind, state: status?.state, lastError: status?.lastError },
    recordings: capabilities.hasRecordings,
    legs: capabilities.hasLegs,
    history:
      history &&
      showKnown({
        state: history.state,
        keptFrom: showTime(history.keptFrom),
        keptThrough: showTime(history.keptThrough),
        calls: history.calls,
        progress: Math.floor(history.progress * 100) / 100,
        lastError: history.lastError,
      }),
  });
