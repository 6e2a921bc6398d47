import type { HistoryState, HistoryStatus } from '../domain/kept-history.ts';
import { builder } from './builder.ts';
import { loadPart } from './part-of.ts';
import { ProviderRef } from './provider.ts';

const ProviderHistoryStateRef = builder.enumType('ProviderHistoryState', {
  description: 'How the kept history of a provider fares.',
  values: {
    FILLING: { description: 'Calls of the past are still being read.' },
    CURRENT: { description: 'All of it is kept, and the open days are followed.' },
    PAUSED: { description: 'It waits: for its share of a limit of the vendor, or for a server that fills it.' },
    FAILING: { description: 'The vendor or the store does not let it go on: see lastError.' },
  } as const satisfies Record<HistoryState, { readonly description: string }>,
});

const ProviderHistoryRef = builder.objectRef<HistoryStatus>('ProviderHistory').implement({
  scope: 'status:read',
  description:
    'How much of the history of a provider is kept on this server. Settled calls that are kept cost their vendor no request, whoever asks.',
  fields: (t) => ({
    state: t.expose('state', {
      type: ProviderHistoryStateRef,
      nullable: false,
      description: 'Whether it is being filled, is up to date, waits or fails.',
    }),
    keptFrom: t.expose('keptFrom', {
      type: 'DateTime',
      description: 'Every call from here to keptThrough is kept, settled and whole; null while nothing is.',
    }),
    keptThrough: t.expose('keptThrough', {
      type: 'DateTime',
      description:
        'The end of the newest unbroken stretch. It follows settledThrough within the hour while the vendor answers.',
    }),
    followedThrough: t.expose('followedThrough', {
      type: 'DateTime',
      description: 'Up to when the open days were last read.',
    }),
    calls: t.exposeInt('calls', {
      nullable: false,
      description: 'How many calls are kept, those of the open days included.',
    }),
    progress: t.exposeFloat('progress', {
      nullable: false,
      description:
        'Share of historySince..settledThrough that is kept, 0 to 1; from the first of the days that the settings keep, where that is later.',
    }),
    callsPerSecond: t.exposeFloat('callsPerSecond', {
      description:
        'How many calls a second were read within the last minute; null while nothing is filled, and in its first minute.',
    }),
    lastReadAt: t.expose('lastReadAt', { type: 'DateTime', description: 'When the vendor was last read for it.' }),
    lastError: t.exposeString('lastError', { description: 'What last stood in its way, in words; null for nothing.' }),
  }),
});

builder.objectField(ProviderRef, 'history', (t) =>
  t.field({
    type: ProviderHistoryRef,
    description: 'How much of its history is kept; null where nothing is. Asking for it asks no vendor.',
    resolve: (provider, _args, { history }) => loadPart(() => history?.status(provider) ?? null),
  }),
);
