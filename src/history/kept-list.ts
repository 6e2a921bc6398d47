import { isDeepStrictEqual } from 'node:util';
import { ProviderError } from '../domain/provider-error.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time/instant.ts';
import type { KeptNote } from './kept-names.ts';

/** A directory of one account, as its vendor listed it last. */
export type KeptList<Entry> = {
  /** Asks the vendor, and keeps what it lists; while it is down, a list of today will do, or one as old as it may be. */
  read<Listed extends readonly Entry[] | null>(age: ReadingAge, ask: () => Promise<Listed>): Promise<Listed>;
  /** However long ago it was listed; null where it never was. */
  recall(): Promise<readonly Entry[] | null>;
};

/** People and numbers change seldom. */
const LIST_LASTS_MS = DAY_MS;
/** A list that says the same is not written again before this. */
const WRITTEN_EVERY_MS = HOUR_MS;

type Listed<Entry> = { readonly entries: readonly Entry[]; readonly readAt: Instant };

/** Makes the memory of a directory. */
export function createKeptList<Entry extends { readonly provider: string }>({
  note,
  provider,
  account,
  access,
  now,
}: KeptNote): KeptList<Entry> {
  const load = async (): Promise<Listed<Entry> | null> => {
    const current = account();
    if (current === null) return null;
    const kept = (await access.attempt((store) => store.getNote(current, note))) as Listed<Entry> | null;
    // The provider may have another key by now.
    return kept && { ...kept, entries: kept.entries.map((entry) => ({ ...entry, provider })) };
  };
  const keep = async (listed: Listed<Entry>): Promise<void> => {
    const current = account();
    if (current === null) return;
    const kept = await load();
    const isWritten = kept !== null && listed.readAt - kept.readAt < WRITTEN_EVERY_MS;
    if (isWritten && isDeepStrictEqual(kept.entries, listed.entries)) return;
    await access.attemptToKeep((store) => store.putNote(current, note, listed));
  };

  return {
    async read(age, ask) {
      const { maxAgeMs = LIST_LASTS_MS, isKeptOnly = false } = age;
      const readAt = now();
      try {
        const entries = await ask();
        if (entries !== null) await keep({ entries, readAt });
        return entries;
      } catch (error) {
        const kept = error instanceof ProviderError ? await load() : null;
        if (kept !== null && (isKeptOnly || readAt - kept.readAt < maxAgeMs))
          return kept.entries as unknown as Awaited<ReturnType<typeof ask>>;
        throw error;
      }
    },
    recall: async () => (await load())?.entries ?? null,
  };
}
