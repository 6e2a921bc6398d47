/**
 * What somebody has sent to the address at which a vendor pushes. Nothing in it is data: the most that it can say is that
 * there is something to read.
 */
export type Hook = {
  /** What follows the provider's key in the path; empty where nothing does. */
  readonly rest: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it was sent: signatures are over its bytes. */
  readonly body: string;
};

/** What a hook says, once it is known who has sent it. */
export type HookReading =
  | HookHint
  /** The vendor asks whether the address is ours, and wants this answer. */
  | { readonly kind: 'challenge'; readonly answer: Readonly<Record<string, string>> }
  /** The vendor's, and of nothing that is read. */
  | { readonly kind: 'ignored' }
  /** The vendor's, and so old that it has been sent again by somebody, or is of no use any more. */
  | { readonly kind: 'late' }
  /** Not the vendor's, as far as can be told. */
  | { readonly kind: 'refused' };

/** The vendor says that a call has ended. */
type HookHint = {
  readonly kind: 'hint';
  /** What only this message says: the same again is a repetition. Null where nothing in it tells it from the next one. */
  readonly message: string | null;
  /** After how many milliseconds the vendor may show the call only then. */
  readonly againMs?: number;
};

/** Answered to whoever is not the vendor, whatever is wrong. */
export const REFUSED: HookReading = { kind: 'refused' };
