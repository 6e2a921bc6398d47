import type { HistoryState, HistoryStatus } from '../domain/kept-history.ts';
import { always, builder, plainFields } from './builder.ts';
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
  fields: (t) =>
    plainFields(t, {
      state: [always(ProviderHistoryStateRef), 'Whether it is being filled, is up to date, waits or fails.'],
      keptFrom: ['DateTime', 'Every call from here to keptThrough is kept, settled and whole; null while nothing is.'],
      keptThrough: [
        'DateTime',
        'The end of the newest unbroken stretch. It follows settledThrough within the hour while the vendor answers.',
      ],
      followedThrough: ['DateTime', 'Up to when the open days were last read.'],
      calls: ['Int!', 'How many calls are kept, those of the open days included.'],
      transcripts: [
        'Int!',
        'Of how many recordings it is kept what was said, which `text` of a filter looks through; 0 where the settings keep no transcripts.',
      ],
      progress: [
        'Float!',
        'Share of historySince..settledThrough that is kept, 0 to 1; from the first of the days that the settings keep, where that is later.',
      ],
      callsPerSecond: [
        'Float',
        'How many calls a second were read within the last minute; null while nothing is filled, and in its first minute.',
      ],
      lastReadAt: ['DateTime', 'When the vendor was last read for it.'],
      lastError: ['String', 'What last stood in its way, in words; null for nothing.'],
    }),
});

builder.objectField(ProviderRef, 'history', (t) =>
  t.field({
    type: ProviderHistoryRef,
    description: 'How much of its history is kept; null where nothing is. Asking for it asks no vendor.',
    resolve: (provider, _args, { history }) => history?.status(provider) ?? null,
  }),
);
