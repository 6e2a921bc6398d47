import type { ProviderError } from '../domain/provider-error.ts';
import { builder } from './builder.ts';

export const ProviderProblemKindRef = builder.enumType('ProviderProblemKind', {
  description: 'What went wrong with a provider, said by what can be done about it.',
  values: {
    MISCONFIGURED: { value: 'misconfigured', description: 'The settings of this server do not fit the account.' },
    UNAUTHORIZED: { value: 'unauthorized', description: 'The vendor refuses our credentials.' },
    FORBIDDEN: { value: 'forbidden', description: 'The credentials are good, but do not allow this.' },
    RATE_LIMITED: { value: 'rate-limited', description: 'The vendor asks for fewer requests: see retryAfterSeconds.' },
    UNAVAILABLE: { value: 'unavailable', description: 'The vendor cannot be reached, or fails.' },
    TIMED_OUT: { value: 'timed-out', description: "The vendor took longer than the provider's share of a page." },
    UNREADABLE: { value: 'unreadable', description: 'The vendor answered something that cannot be understood.' },
    UNSUPPORTED: { value: 'unsupported', description: 'The vendor cannot do this.' },
  } as const satisfies Record<string, { readonly value: ProviderError['kind']; readonly description: string }>,
});
