import type { ProviderCapabilities, ProviderKind, ProviderOrderField } from '../domain/provider.ts';
import { always, builder, plainFields } from './builder.ts';
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
    DURATION: {
      description: 'How long the call lasted; where the range is not kept whole, in pages as the vendor has them.',
    },
    COST: { description: 'What the call cost, in pages as the vendor has them.' },
  } as const satisfies Record<ProviderOrderField, { readonly description: string }>,
});

/** Which kind it is decides what its own part of a filter is called. */
type PublishedCapabilities = ProviderCapabilities & { readonly kind: ProviderKind };

export const ProviderCapabilitiesRef = builder.objectRef<PublishedCapabilities>('ProviderCapabilities').implement({
  scope: 'anyone',
  description: 'What a provider can do by itself.',
  fields: (t) => ({
    ...plainFields(t, {
      pagination: [always(PaginationStyleRef), 'How its vendor pages.'],
      maxPageSize: ['Int!', 'Rows of the largest page its vendor serves.'],
    }),
    filters: t.stringList({
      nullable: false,
      description:
        'Fields of CallSessionFilter that its vendor applies, as a rule. The others are right too, but are applied here and cost more.',
      resolve: publishedFilters,
    }),
    ...plainFields(t, {
      orderFields: [always([ProviderCallSessionOrderFieldRef]), 'What Provider.callSessions can be ordered by.'],
      countsCheaply: [
        'Boolean!',
        'Whether totalCount is cheap: the vendor counts a range of any length in one request or a few. Elsewhere a long range takes a request for each month.',
      ],
      hasRecordings: ['Boolean!', 'Whether its calls can have recordings.'],
      hasLegs: ['Boolean!', 'Whether its vendor tells the legs of a call; where not, CallSession.legs is empty.'],
      canFinishExternalCalls: ['Boolean!', 'Whether calls that ran elsewhere can be written into its history.'],
    }),
  }),
});

/** By their names in CallSessionFilter. A range is applied by every vendor. */
function publishedFilters({ kind, filters }: PublishedCapabilities): string[] {
  const own = vendorGraphOf(kind)?.filterField;
  return ['startedAt', ...filters.flatMap((field) => (field === 'vendor' ? (own ?? []) : field))];
}
