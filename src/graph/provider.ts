import type { GraphQLEnumValueConfigMap } from 'graphql';
import {
  type Provider,
  type ProviderKind,
  type ProviderStatus,
  type RateLimit,
  capabilitiesOf,
} from '../domain/provider.ts';
import type { ProviderErrorKind } from '../domain/provider-error.ts';
import { quote } from '../domain/quote.ts';
import { type ObjectFields, always, builder, plainFields } from './builder.ts';
import type { GraphContext } from './context.ts';
import { asks } from './demand.ts';
import { providerId } from './global-id.ts';
import { createGraphError } from './graph-error.ts';
import { NodeRef, idField } from './node.ts';
import { ProviderCapabilitiesRef } from './provider-capabilities.ts';
import { vendorGraphs } from './vendor-graph.ts';

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
  } as const satisfies Record<string, { readonly value: ProviderErrorKind; readonly description: string }>,
});

export const ProviderRef = builder.objectRef<Provider>('Provider');

const ProviderKindRef = builder.enumType('ProviderKind', {
  description: 'Whose phone system a provider is.',
  values: {},
});

// Read when the schema is built, from whatever the providers registered by then.
ProviderKindRef.updateConfig((config) => ({
  ...config,
  get values() {
    const values = vendorGraphs().map(({ kind, description }) => [toEnumName(kind), { value: kind, description }]);
    return Object.fromEntries(values) as GraphQLEnumValueConfigMap;
  },
}));

/** "zoom-contact-center" is ZOOM_CONTACT_CENTER. */
const toEnumName = (kind: ProviderKind): string => kind.replaceAll('-', '_').toUpperCase();

ProviderRef.implement({
  scope: 'anyone',
  description: 'One phone system, as the settings of this server name it. There may be several of one kind.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, providerId),
    ...plainFields(t, {
      key: ['ID!', 'The id from the settings file ("portal"): what provider arguments and filters take.'],
      kind: [always(ProviderKindRef), 'Whose phone system it is.'],
      name: ['String!', 'What people call it.'],
    }),
    capabilities: t.field({
      type: ProviderCapabilitiesRef,
      nullable: false,
      description: 'What it can do.',
      resolve: (provider) => ({ ...capabilitiesOf(provider), kind: provider.kind }),
    }),
    status: t.field({
      type: ProviderStatusRef,
      nullable: false,
      description: 'How it has answered lately.',
      resolve: (provider) => provider.status(),
    }),
    settledThrough: t.field({
      type: 'DateTime',
      description: 'Calls that started before this no longer appear newly at the vendor: history up to here is closed.',
      resolve: (provider) => provider.settledThrough(),
    }),
  }),
});

builder.queryFields((t) => ({
  providers: t.field({
    scope: 'anyone',
    type: [ProviderRef],
    extensions: asks('providers'),
    nullable: false,
    description: 'Every phone system this server reads, in the order of its settings.',
    resolve: (_root, _args, context) => [...context.providers.values()],
  }),
  provider: t.field({
    scope: 'anyone',
    type: ProviderRef,
    description: 'One phone system; null where the settings name none of this key.',
    args: { key: t.arg.id({ required: true, description: 'The id from the settings file: "portal".' }) },
    resolve: (_root, { key }, context) => context.providers.get(key) ?? null,
  }),
}));

/** The provider of a key that a client wrote. Throws UNKNOWN_PROVIDER, naming the keys there are. */
export function providerOfArgument(key: string, context: Pick<GraphContext, 'providers'>): Provider {
  const provider = context.providers.get(key);
  if (provider) return provider;
  const known = [...context.providers.keys()].join(', ') || 'none';
  throw createGraphError('UNKNOWN_PROVIDER', `There is no provider ${quote(key)}. This server has: ${known}.`);
}

/** The provider that a row names. */
export function providerOfRow(row: { readonly provider: string }, context: GraphContext): Provider {
  const provider = context.providers.get(row.provider);
  if (!provider) throw new Error(`a row names the provider "${row.provider}", which the settings do not`);
  return provider;
}

/** The field that leads from a row to its provider. */
export const providerField = <Parent>(
  t: ObjectFields<Parent>,
  description: string,
  rowOf: (parent: Parent) => { readonly provider: string },
) =>
  t.field({
    type: ProviderRef,
    nullable: false,
    description,
    resolve: (parent, _args, context) => providerOfRow(rowOf(parent), context),
  });

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
  fields: (t) =>
    plainFields(t, {
      limit: ['Int', 'Requests allowed in the window.'],
      remaining: ['Int', 'Requests left in the window.'],
      resetsAt: ['DateTime', 'When the window starts anew.'],
    }),
});

const ProviderStatusRef = builder.objectRef<ProviderStatus>('ProviderStatus').implement({
  scope: 'anyone',
  description: 'How a provider is doing, from what it answered lately. Asking for it asks no vendor.',
  fields: (t) =>
    plainFields(t, {
      state: [always(ProviderStateRef), 'How it has answered lately.'],
      lastError: ['String', 'Its last failure in words; null when all is well.', { scope: 'status:read' }],
      lastErrorKind: [
        ProviderProblemKindRef,
        'What sort of failure that was, said by what can be done about it.',
        { scope: 'status:read' },
      ],
      rateLimit: [RateLimitRef, 'Its limit as last seen; null for a vendor that tells none.'],
    }),
});
