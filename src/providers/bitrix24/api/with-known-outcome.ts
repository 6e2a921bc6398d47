import { ProviderError } from '../../../domain/provider-error.ts';
import type { Send } from '../../../transport/http.ts';
import { HttpError } from '../../../transport/http-error.ts';
import { deadlineOf, withDeadline } from '../../../time/with-deadline.ts';
import type { Envelope } from './read-envelope.ts';
import { PortalMoved, VendorRefusal } from './to-error.ts';
import { refusalCodeOf } from '../writes/to-refusal.ts';

/** A write was sent, and nothing that came back tells what it did. The cause is what came back, or what did not. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'OutcomeUnknown';
  }
}

/**
 * Lets a write end as an answer, as an error that surely left everything as it was, or as OutcomeUnknown. Once it is on
 * its way its caller's leaving no longer ends it: cutting the connection would take nothing back, only the answer away.
 */
export function withKnownOutcome(send: Send<Envelope>): Send<Envelope> {
  return async (request, signal) => {
    if (request.purpose !== 'write') return send(request, signal);
    signal.throwIfAborted();
    try {
      return await send(request, deadlineAlone(signal));
    } catch (error) {
      throw hadSurelyNoEffect(error) ? error : new OutcomeUnknown(error);
    }
  };
}

function deadlineAlone(signal: AbortSignal): AbortSignal {
  const nobody = new AbortController().signal;
  const deadline = deadlineOf(signal);
  return deadline === null ? nobody : withDeadline(nobody, Math.max(0, deadline - performance.now()));
}

function hadSurelyNoEffect(error: unknown): boolean {
  // The web server points elsewhere before any method runs.
  if (error instanceof PortalMoved) return true;
  if (!(error instanceof ProviderError)) return false;
  if (error.cause instanceof HttpError) return !error.cause.mayHaveReachedVendor;
  return error.cause instanceof VendorRefusal && refusalCodeOf(error.cause, error.kind) !== null;
}
