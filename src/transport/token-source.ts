import { type Flight, createFlight } from './flight.ts';
import { withDeadline } from '../time/with-deadline.ts';

/** A credential that is fetched when it is first wanted, and again before it ends or when the vendor refuses it. */
export type TokenSource = ReturnType<typeof createTokenSource>;

/** A token, and when it ends. */
export type FetchedToken = {
  readonly token: string;
  /** By performance.now(); null for a token that ends when the vendor says so. */
  readonly expiresAt: number | null;
};

/** Fetches a token; not the one that was refused last, where there was one. */
export type FetchToken = (signal: AbortSignal, refused: string | null) => Promise<FetchedToken>;

/** All callers share one fetch. It is not ended by their leaving: a vendor that rotates tokens has then rotated them. */
export function createTokenSource({
  fetch,
  refreshEarlyMs = 60_000,
  timeoutMs = 30_000,
  now = () => performance.now(),
}: {
  fetch: FetchToken;
  refreshEarlyMs?: number;
  /** The fetch's own deadline. */
  timeoutMs?: number;
  now?: () => number;
}) {
  let held: { readonly token: string; readonly freshUntil: number } | null = null;
  let refused: string | null = null;
  let fetching: Flight<string> | null = null;

  const renew = async (signal: AbortSignal): Promise<string> => {
    try {
      const askedAt = now();
      const { token, expiresAt } = await fetch(withDeadline(signal, timeoutMs), refused);
      held = { token, freshUntil: expiresAt === null ? Infinity : freshUntil(askedAt, expiresAt, refreshEarlyMs) };
      return token;
    } finally {
      fetching = null;
    }
  };

  return {
    async get(signal: AbortSignal): Promise<string> {
      signal.throwIfAborted();
      if (held && now() < held.freshUntil) return held.token;
      fetching ??= createFlight(renew, { endsWithLastCaller: false });
      return fetching.join(signal);
    },
    /** Forgets a token that the vendor refused; one that has been replaced already stays replaced. */
    invalidate(token: string): void {
      refused = token;
      if (held?.token === token) held = null;
    },
  };
}

/** A token that lives shorter than twice the margin is used for half its life. */
const freshUntil = (askedAt: number, expiresAt: number, refreshEarlyMs: number): number =>
  expiresAt - Math.min(refreshEarlyMs, Math.max(0, (expiresAt - askedAt) / 2));
