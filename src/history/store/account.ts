/** Who stands behind a provider, as far as it matters to what is kept. */
export type AccountRequest = {
  readonly key: string;
  readonly kind: string;
  /** A fingerprint of the account at the vendor: the same after a key was rotated, another for another account. */
  readonly identity: string;
  readonly timeZone: string;
  readonly defaultCountry: string | null;
  /** A name for the way rows are mapped to calls: another name asks for `remap`. */
  readonly mapper: string;
  /** Keys that the provider had before. */
  readonly was?: readonly string[];
};

/** An account that the store knows. Plain data, good until the store is begun anew. */
export type Account = Omit<AccountRequest, 'was'> & { readonly id: number };

export type OpenedAccount = {
  readonly account: Account;
  /** Not known until now. */
  readonly isNew: boolean;
  /** The account had another key. */
  readonly renamedFrom: string | null;
  /** Another account had the key: what is kept of it stays, without a key, until it is purged. */
  readonly replaced: Account | null;
  /** Its times meant something else: nothing of what was read counts any more. */
  readonly hasDroppedCoverage: boolean;
  /** Its calls were made by another mapper, or under another default country. */
  readonly needsRemapping: boolean;
};

export type AccountStatus = { readonly account: Account; readonly isCurrent: boolean; readonly calls: number };
