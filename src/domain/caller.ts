import type { Instant } from '../time/instant.ts';

/** What somebody may be allowed to do. */
export const SCOPES = [
  'calls:read',
  'numbers:read',
  'recordings:read',
  'raw:read',
  'calls:write',
  'status:read',
  'history:manage',
  'documents:any',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Whoever asks, and what they may see. */
export type Caller = {
  /** Tells callers apart, in links and limits; null where nobody is asked who they are. */
  readonly id: string | null;
  /** Names them in the log: the name of a key, or the subject of a token. */
  readonly name: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** The keys of the providers that there are for them; null: all. */
  readonly providers: ReadonlySet<string> | null;
  /** When their key or token ends; null: never. */
  readonly endsAt: Instant | null;
};

/** Everybody, where nobody is asked who they are. Where only trusted operations are answered, that is for all of them. */
export const ANYBODY: Caller = {
  id: null,
  name: null,
  scopes: new Set(SCOPES.filter((scope) => scope !== 'documents:any')),
  providers: null,
  endsAt: null,
};

/** The first of several scopes that a caller lacks; null where they have all. */
export const missingScope = ({ scopes }: Caller, needed: readonly Scope[]): Scope | null =>
  needed.find((scope) => !scopes.has(scope)) ?? null;

/** Whether a provider is there for a caller. */
export const maySee = ({ providers }: Caller, provider: string): boolean => providers?.has(provider) ?? true;
