import { z } from 'zod';
import type { Instant } from '../time/instant.ts';
import type { Provider, ProviderKind } from '../domain/provider.ts';
import type { HttpClient } from '../transport/http.ts';
import type { AccountMemory } from '../transport/account-memory.ts';
import type { Log } from '../transport/log.ts';
import type { Traffic } from '../transport/traffic.ts';
import { type ProviderSettings, historySinceOf } from './provider-settings.ts';
import type { SharedAccount } from '../transport/shared/shared-account.ts';

/** Settings that extend `providerSettings`, their kind a literal. */
type SettingsOfKind = z.ZodObject<{ kind: z.ZodLiteral<ProviderKind> }>;
type CreateProvider<Settings> = (settings: Settings, tools: ProviderTools) => Provider;

/** The settings of a provider of any kind: what they have in common, and what only their kind reads. */
export type AnyProviderSettings = ProviderSettings & Readonly<Record<string, unknown>>;

const registered = new Map<ProviderKind, { settings: SettingsOfKind; create: CreateProvider<AnyProviderSettings> }>();

/** Adds a kind of provider: how its settings are checked, and how it is made of them. */
export function registerProvider<Schema extends SettingsOfKind>(
  settings: Schema,
  create: CreateProvider<z.output<Schema>>,
): void {
  const kind = settings.shape.kind.value;
  if (registered.has(kind)) throw new Error(`the provider of ${kind} is registered twice`);
  registered.set(kind, {
    settings,
    // They come out of the schema that stands beside it.
    create: (checked, tools) => create(checked as unknown as z.output<Schema>, tools),
  });
}

/** Checks the settings of a provider of any kind that is registered by now. */
export function anyProviderSettings(): z.ZodType<AnyProviderSettings> {
  const [first, ...rest] = [...registered.values()].map(({ settings }) => settings);
  if (first === undefined) throw new Error('no kind of provider is registered');
  return z.discriminatedUnion('kind', [first, ...rest]) as unknown as z.ZodType<AnyProviderSettings>;
}

/** Makes the provider that checked settings ask for. */
export function createProvider(settings: AnyProviderSettings, tools: ProviderTools): Provider {
  const kind = registered.get(settings.kind);
  if (kind === undefined) throw new Error(`no provider of ${settings.kind} is registered`);
  return kind.create(settings, tools);
}

/** What a provider is handed beside its settings. */
export type ProviderTools = {
  readonly http: HttpClient;
  readonly log: Log;
  readonly now: () => Instant;
  /** Told of what is asked of vendors, where anybody counts. */
  readonly traffic?: Traffic | undefined;
  /** What was known of accounts before this provider was made; nothing, where left out. */
  readonly memory?: AccountMemory | undefined;
  /** What other processes share of the account; left out where this one has it to itself. */
  readonly shared?: SharedAccount | undefined;
};

/** What is true of every account of a vendor. */
export type VendorFacts = Required<Pick<Provider, 'traits' | 'staysOpenMs'>> & {
  /** How long after its start a call may still appear newly. */
  readonly settlesAfterMs: number;
};

/** What a provider has from its settings, and from what is true of its vendor. */
export const membersOf = (
  settings: ProviderSettings,
  { settlesAfterMs, ...facts }: VendorFacts,
  tools: ProviderTools,
) => ({
  ...facts,
  key: settings.id,
  kind: settings.kind,
  name: settings.name ?? settings.id,
  deadlineMs: settings.deadlineMs,
  historySince: () => historySinceOf(settings, tools.now()),
  settledThrough: () => tools.now() - settlesAfterMs,
  close: () => tools.http.close(),
});
