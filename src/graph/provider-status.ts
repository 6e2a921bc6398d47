import type { ProviderStatus, RateLimit } from '../domain/provider.ts';
import { builder } from './builder.ts';

const ProviderStateRef = builder.enumType('ProviderState', {
  description: 'How a provider has answered lately.',
  values: {
    UP: { description: 'It answers.' },
    DEGRADED: { description: 'It failed when it was asked last, and can be asked again.' },
    DOWN: { description: 'It does not answer, or refused us within the last seconds.' },
  } as const,
});

const RateLimitRef = builder.objectRef<RateLimit>('RateLimit').implement({
  scope: 'status:read',
  description: "A vendor's limit, as its last answer told it.",
  fields: (t) => ({
    limit: t.exposeInt('limit', { description: 'Requests allowed in the window.' }),
    remaining: t.exposeInt('remaining', { description: 'Requests left in the window.' }),
    resetsAt: t.field({
      type: 'DateTime',
      description: 'When the window starts anew.',
      resolve: (limit) => limit.resetsAt,
    }),
  }),
});

export const ProviderStatusRef = builder.objectRef<ProviderStatus>('ProviderStatus').implement({
  scope: 'anyone',
  description: 'How a provider is doing, from what it answered lately. Asking for it asks no vendor.',
  fields: (t) => ({
    state: t.field({
      type: ProviderStateRef,
      nullable: false,
      description: 'How it has answered lately.',
      resolve: (status) => status.state,
    }),
    lastError: t.exposeString('lastError', {
      scope: 'status:read',
      description: 'Its last failure in words; null when all is well.',
    }),
    rateLimit: t.field({
      type: RateLimitRef,
      description: 'Its limit as last seen; null for a vendor that tells none.',
      resolve: (status) => status.rateLimit,
    }),
  }),
});
