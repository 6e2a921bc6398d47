import type { ProviderError } from '../domain/provider-error.ts';
import { always, builder, plainFieldsOf } from './builder.ts';
import { ProviderProblemKindRef, providerField } from './provider.ts';

/** What a vendor may ask us to wait has no end; an Int has one. */
const LARGEST_INT = 2 ** 31 - 1;

/** A failure that is told: an error object by itself would fail the field it is answered in. */
export type ProviderProblem = { readonly error: ProviderError };

export const ProviderProblemRef = builder.objectRef<ProviderProblem>('ProviderProblem').implement({
  scope: 'calls:read',
  description: 'Why something of one provider is missing. The rows of the others are not touched by it.',
  fields: (t) => ({
    provider: providerField(t, 'Whose rows are missing.', ({ error }) => error),
    ...plainFieldsOf(t, ({ error }) => error, {
      kind: [always(ProviderProblemKindRef), 'What went wrong.'],
      message: ['String!', 'What was asked, of whom, and what arrived; for people to read.'],
      isTransient: ['Boolean!', 'Whether the same query may succeed later.'],
    }),
    retryAfterSeconds: t.int({
      description:
        'How long to wait: what the vendor asks for, or of one that is RATE_LIMITED our estimate where it names no time. Otherwise null where the vendor does not say.',
      resolve: ({ error: { retryAfterSeconds } }) =>
        retryAfterSeconds === null ? null : Math.min(Math.ceil(retryAfterSeconds), LARGEST_INT),
    }),
  }),
});
