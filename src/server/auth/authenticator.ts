import { ANYBODY, type Caller } from '../../domain/caller.ts';
import type { Instant } from '../../time/instant.ts';
import type { AuthSettings, KeySettings } from './auth-settings.ts';
import { type CredentialReader, type Identified, NOTHING_SHOWN, notAccepted } from './identified.ts';
import { findKey, holderOf } from './keys.ts';
import { createTokenReader } from './token-reader.ts';

export type Authenticator = ReturnType<typeof createAuthenticator>;

/** Makes what tells callers apart by the settings. */
export function createAuthenticator(settings: AuthSettings, now: () => Instant) {
  let current = createMode(settings, now);
  return {
    identify: (authorization: string | undefined) => current.identify(authorization),
    recall: (id: string | null) => current.recall(id),
    /** Whether somebody who was identified before still may all they might: their key neither withdrawn, ended nor confined since. */
    isKnown(caller: Caller): boolean {
      const { id, endsAt } = caller;
      const today = current.recall(id);
      return today !== null && mayAsMuch(today, caller) && (endsAt === null || endsAt > now());
    },
    /** Goes by other settings from now on. */
    replace(others: AuthSettings): void {
      current = createMode(others, now);
    },
  };
}

/** Whether a caller still may all that they might before. */
const mayAsMuch = (today: Caller, before: Caller): boolean =>
  before.scopes.isSubsetOf(today.scopes) &&
  (today.providers === null || (before.providers?.isSubsetOf(today.providers) ?? false));

type Mode = Pick<CredentialReader, 'recall'> & {
  /** Whoever sends this Authorization header, or why nobody we know does. */
  readonly identify: (authorization: string | undefined) => Promise<Identified>;
};

function createMode(settings: AuthSettings, now: () => Instant): Mode {
  if (settings.mode === 'none') return OPEN;
  const mode = settings.mode === 'keys' ? createKeyMode(settings.keys, now) : createTokenReader(settings, now);
  return {
    recall: (id) => mode.recall(id),
    async identify(authorization) {
      const shown = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
      if (shown !== undefined) return mode.read(shown);
      return authorization === undefined ? NOTHING_SHOWN : notAccepted(NO_BEARER);
    },
  };
}

const NO_BEARER = 'The Authorization header of this request holds no bearer token: send `Authorization: Bearer …`.';

const OPEN: Mode = { identify: async () => ({ caller: ANYBODY }), recall: () => ANYBODY };

function createKeyMode(keys: readonly KeySettings[], now: () => Instant): CredentialReader {
  const hasEnded = ({ endsAt }: Caller): boolean => endsAt !== null && endsAt <= now();
  const holders = new Map(keys.map((key) => [key, holderOf(key)]));
  const byId = new Map([...holders.values()].map((caller) => [caller.id, caller]));
  return {
    async read(shown) {
      const key = findKey(keys, shown);
      const caller = key && holders.get(key);
      if (!caller) return notAccepted('This server knows no such key, or not any more.');
      if (hasEnded(caller)) return notAccepted(`The key "${caller.name}" ended on ${key.ends}. Ask for another one.`);
      return { caller };
    },
    recall(id) {
      const caller = byId.get(id) ?? null;
      return caller === null || hasEnded(caller) ? null : caller;
    },
  };
}
