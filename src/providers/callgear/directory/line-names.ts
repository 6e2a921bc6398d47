import { LRUCache } from 'lru-cache';
import { ProviderError } from '../../../domain/provider-error.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import type { Client } from '../api/client.ts';
import { readWhole } from '../api/ask-in-parts.ts';
import { isClosed } from '../api/to-error.ts';

/** What the account calls its own numbers, and what stood in the way of knowing it. */
export type LineNames = {
  /** Every number; absent where nobody asked, and where the account does not open them to this key. */
  readonly numbers?: readonly { readonly number: string; readonly name: string | null }[];
  readonly byNumber: ReadonlyMap<string, string>;
  readonly problem: ProviderError | null;
};

/** Names are read when a query selects them. */
export type ReadLineNames = (signal: AbortSignal) => Promise<LineNames>;

/** Stands for names that nobody asked for. */
export const NO_LINE_NAMES: LineNames = { byNumber: new Map(), problem: null };

/** Numbers are named seldom; a name that is a minute old is good enough. */
const KEPT_MS = 60_000;

/** Reads the names of the account's numbers, one question for all of them. Calls stand without them. */
export function createReadLineNames(client: Pick<Client, 'virtualNumbers'>): ReadLineNames {
  const kept = new LRUCache<'all', LineNames>({ max: 1, ttl: KEPT_MS });
  return async (signal) => {
    const known = kept.get('all');
    if (known) return known;
    try {
      const rows = await readWhole((offset) => client.virtualNumbers({ filter: null, offset }, signal));
      const numbers = rows.flatMap((row) => {
        const number = textOrNull(row.virtual_phone_number);
        return number === null ? [] : { number, name: textOrNull(row.name) };
      });
      const named = numbers.flatMap(({ number, name }) => (name === null ? [] : [[number, name] as const]));
      const names = { numbers, byNumber: new Map(named), problem: null };
      kept.set('all', names);
      return names;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (!isClosed(error)) return { ...NO_LINE_NAMES, problem: error };
      // An account that does not open its numbers to this key leaves them without names: nothing is missing that could come.
      kept.set('all', NO_LINE_NAMES);
      return NO_LINE_NAMES;
    }
  };
}
