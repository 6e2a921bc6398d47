import type { Caller } from '../../domain/caller.ts';

/** Whoever asks, or why nobody we know does. */
export type Identified = { readonly caller: Caller } | Unknown;

/** Nobody we know, in words for whoever asks; 503 where it cannot be found out just now. */
export type Unknown = { readonly status: 401 | 503; readonly message: string; readonly challenge: string };

/** How what a caller shows is read. */
export type CredentialReader = {
  read(shown: string): Promise<Identified>;
  /** The caller of an id with what they may do now; null once their key was withdrawn or has ended. */
  recall(id: string | null): Caller | null;
};

const REALM = 'Bearer realm="trunkline"';

/** A refusal of what was shown. */
export const notAccepted = (message: string): Unknown => ({
  status: 401,
  message,
  challenge: `${REALM}, error="invalid_token"`,
});

/** A refusal of whoever showed nothing. */
export const NOTHING_SHOWN: Unknown = {
  status: 401,
  message: 'This server answers whoever it knows: send your key as `Authorization: Bearer …`.',
  challenge: REALM,
};

/** Nobody can be told apart just now. */
export const notChecked = (message: string): Unknown => ({ status: 503, message, challenge: REALM });
