import type { ProviderErrorKind } from './provider-error.ts';

/** Writes to a vendor's call history for calls that ran elsewhere. Each is sent at most once. */
export type ExternalCalls = {
  register(input: ExternalCallInput, signal: AbortSignal): Promise<WriteOutcome>;
  finish(input: ExternalCallInput, signal: AbortSignal): Promise<WriteOutcome>;
  attachRecording(input: ExternalCallInput, signal: AbortSignal): Promise<WriteOutcome>;
};

/** Our names for the vendor's parameters, checked by the provider before anything is sent. */
export type ExternalCallInput = Readonly<Record<string, unknown>>;

/** How a write ended: the vendor's answer, its refusal, or not known. Unknown is never tried again by us. */
export type WriteOutcome =
  | { readonly outcome: 'done'; readonly reply: Readonly<Record<string, unknown>> }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string; readonly kind: ProviderErrorKind }
  | { readonly outcome: 'unknown'; readonly message: string };
