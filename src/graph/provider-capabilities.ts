import type { Provider, ProviderOrderField } from '../domain/provider.ts';
import { builder } from './builder.ts';
import { vendorGraphOf } from './vendor-graph.ts';

const PaginationStyleRef = builder.enumType('PaginationStyle', {
  description: 'How a vendor pages. Cursors of the graph work alike with both.',
  values: {
    OFFSET: { description: 'By the number of rows to skip.' },
    TOKEN: { description: 'By a token from the page before.' },
  } as const,
});

export const ProviderCallSessionOrderFieldRef = builder.enumType('ProviderCallSessionOrderField', {
  description: 'What the calls of one provider can be ordered by.',
  values: {
    STARTED_AT: { description: 'When the call started. Every provider can.' },
    DURATION: { description: 'How long the call lasted, in pages as the vendor has them.' },
    COST: { description: 'What the call cost, in pages as the vendor has them.' },
  } as const satisfies Record<ProviderOrderField, { readonly description: string }>,
});

export const ProviderCapabilitiesRef = builder.objectRef<Provider>('ProviderCapabilities').implement({
  description: 'What a provider can do by itself.',
  fields: (t) => ({
    pagination: t.field({
      type: PaginationStyleRef,
      nullable: false,
      description: 'How its vendor pages.',
      resolve: ({ capabilities }) => capabilities.pagination,
    }),
    maxPageSize: t.int({
      nullable: false,
      description: 'Rows of the largest page its vendor serves.',
      resolve: ({ capabilities }) => capabilities.maxPageSize,
    }),
    filters: t.stringList({
      nullable: false,
      description:
        'Fields of CallSessionFilter that its vendor applies, as a rule. The others are right too, but are applied here and cost more.',
      resolve: publishedFilters,
    }),
    orderFields: t.field({
      type: [ProviderCallSessionOrderFieldRef],
      nullable: false,
      description: 'What Provider.callSessions can be ordered by.',
      resolve: ({ capabilities }) => capabilities.orderFields,
    }),
    countsCheaply: t.boolean({
      nullable: false,
      description:
        'Whether totalCount is cheap: the vendor counts a range of any length in one request or a few. Elsewhere a long range takes a request for each month.',
      resolve: ({ capabilities }) => capabilities.countsCheaply,
    }),
    hasRecordings: t.boolean({
      nullable: false,
      description: 'Whether its calls can have recordings.',
      resolve: ({ capabilities }) => capabilities.hasRecordings,
    }),
    hasLegs: t.boolean({
      nullable: false,
      description: 'Whether its vendor tells the legs of a call; where not, CallSession.legs is empty.',
      resolve: ({ capabilities }) => capabilities.hasLegs,
    }),
    canFinishExternalCalls: t.boolean({
      nullable: false,
      description: 'Whether calls that ran elsewhere can be written into its history.',
      resolve: ({ capabilities }) => capabilities.canFinishExternalCalls,
    }),
  }),
});

/** By their names in CallSessionFilter. A range is applied by every vendor. */
function publishedFilters({ kind, capabilities }: Provider): string[] {
  const own = vendorGraphOf(kind)?.filterField;
  return ['startedAt', ...capabilities.filters.flatMap((field) => (field === 'vendor' ? (own ?? []) : field))];
}
