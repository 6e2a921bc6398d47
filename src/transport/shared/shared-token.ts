import type { FetchToken, FetchedToken } from '../token-source.ts';

/** A token that several processes use: sealed, where all of them reach it. */
export type SharedToken = {
  /** What was kept last; null where nothing was, or where it was sealed with another secret. */
  read(): Promise<string | null>;
  keep(text: string): Promise<void>;
  /** Does the work while no other process does any for this token. The turn of one that was killed ends by itself. */
  inTurn<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
};

/** The place where processes share what they know cannot be reached. */
export class SharedPlaceAway extends Error {
  constructor(cause: unknown) {
    super('what replicas share cannot be reached', { cause });
    this.name = 'SharedPlaceAway';
  }
}

/** A token of less life is as good as ended: another process is about to replace it. */
const REFRESHED_EARLY_MS = 60_000;

/**
 * Fetches a token for all processes: one of them asks, the others find what it was given. A process that cannot reach the
 * others asks for itself.
 */
export function withSharedToken(fetch: FetchToken, shared: SharedToken): FetchToken {
  return async (signal, refused) => {
    const findGood = async (): Promise<FetchedToken | null> => toGood(await shared.read(), refused);
    try {
      const kept = await findGood();
      if (kept !== null) return kept;
      return await shared.inTurn(async () => {
        const newest = await findGood();
        if (newest !== null) return newest;
        const fetched = await fetch(signal, refused);
        await keep(fetched);
        return fetched;
      }, signal);
    } catch (error) {
      if (error instanceof SharedPlaceAway) return fetch(signal, refused);
      throw error;
    }
  };

  async function keep({ token, expiresAt }: FetchedToken): Promise<void> {
    const endsAt = expiresAt === null ? null : Date.now() + expiresAt - performance.now();
    const kept: Kept = { token, givenAt: Date.now(), endsAt };
    await shared.keep(JSON.stringify(kept)).catch((error: unknown) => {
      // The token is good all the same; whoever needs one next asks for another.
      if (!(error instanceof SharedPlaceAway)) throw error;
    });
  }
}

type Kept = { readonly token: string; readonly givenAt: number; readonly endsAt: number | null };

function toGood(text: string | null, refused: string | null): FetchedToken | null {
  if (text === null) return null;
  const { token, givenAt, endsAt } = JSON.parse(text) as Kept;
  if (token === refused) return null;
  if (endsAt === null) return { token, expiresAt: null };
  const margin = Math.min(REFRESHED_EARLY_MS, (endsAt - givenAt) / 2);
  const now = Date.now();
  return now < endsAt - margin ? { token, expiresAt: performance.now() + endsAt - now } : null;
}
