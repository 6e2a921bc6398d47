import { ProviderError, type Slot } from '../domain/provider-error.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import type { StoreAccess } from './store-access.ts';
import type { Account } from './store/account.ts';

/** Agents or queues of one account, as their vendor named them last. */
export type KeptNames<Entry> = {
  /** By id, null for those that the vendor does not know; asks for whoever is not known, or not newly enough. */
  get(ids: readonly string[], age: ReadingAge, ask: Ask<Entry>): Promise<Slot<Entry>[]>;
  /** What is known of them, however old: null for those that are not. Asks nobody. */
  recall(ids: readonly string[]): Promise<(Entry | null)[]>;
  /** Keeps what was read of them otherwise. */
  learn(entries: readonly Entry[]): Promise<void>;
};

type Ask<Entry> = (ids: readonly string[]) => Promise<Slot<Entry>[]>;
type Named<Entry> = { readonly entry: Entry | null; readonly readAt: Instant };

/** Where what is remembered of an account stands in the store. */
export type KeptNote = {
  /** What it is called there. */
  readonly note: string;
  readonly provider: string;
  readonly account: () => Account | null;
  readonly access: StoreAccess;
  readonly now: () => Instant;
};

/** People are renamed seldom: whoever was asked for today is not asked for again. */
const NAMES_LAST_MS = DAY_MS;
/** Whoever makes up ids fills no more than this. */
const MOST_NAMES = 20_000;

/** Makes the memory of a provider's agents, or of its queues. While their vendor is down, an older name will do. */
export function createKeptNames<Entry extends { readonly provider: string; readonly nativeId: string }>({
  note,
  provider,
  account,
  access,
  now,
}: KeptNote): KeptNames<Entry> {
  let known = new Map<string, Named<Entry>>();
  let of: number | null = null;

  let loading: { readonly of: number; readonly done: Promise<void> } | null = null;

  const readNote = async (current: Account): Promise<void> => {
    const kept = await access.attempt((store) => store.getNote(current, note));
    known = new Map((kept ?? []) as [string, Named<Entry>][]);
    of = current.id;
  };
  const load = async (): Promise<Account | null> => {
    const current = account();
    if (current === null || current.id === of) return current;
    // Read once, however many come meanwhile: a second reading would take back what the first of them has learnt.
    if (loading?.of !== current.id) loading = { of: current.id, done: readNote(current) };
    await loading.done;
    return current;
  };
  const keep = async (current: Account | null, named: readonly (readonly [string, Named<Entry>])[]): Promise<void> => {
    for (const [id, entry] of named) known.set(id, entry);
    for (const id of [...known.keys()].slice(0, Math.max(0, known.size - MOST_NAMES))) known.delete(id);
    if (current !== null && named.length > 0)
      await access.attemptToKeep((store) => store.putNote(current, note, [...known]));
  };
  const recall = (id: string): Named<Entry> | undefined => {
    const named = known.get(id);
    // The provider may have another key by now.
    return named?.entry ? { ...named, entry: { ...named.entry, provider } } : named;
  };

  return {
    async get(ids, age, ask) {
      if (ids.length === 0) return [];
      const { maxAgeMs = NAMES_LAST_MS, isKeptOnly = false } = age;
      const mayBeOld = age.maxAgeMs === undefined;
      const current = await load();
      const isKnown = (id: string): boolean => {
        const named = recall(id);
        return named !== undefined && (isKeptOnly || (maxAgeMs > 0 && now() - named.readAt <= maxAgeMs));
      };
      const unknown = [...new Set(ids)].filter((id) => !isKnown(id));
      const failures = new Map<string, ProviderError>();
      if (unknown.length > 0) {
        const readAt = now();
        const slots = await ask(unknown).catch((error: unknown) => {
          if (!(error instanceof ProviderError) || !mayBeOld || !ids.some((id) => known.has(id))) throw error;
          return unknown.map(() => error);
        });
        const named: [string, Named<Entry>][] = [];
        for (const [index, id] of unknown.entries()) {
          const slot = slots[index] ?? null;
          if (slot instanceof ProviderError) failures.set(id, slot);
          else named.push([id, { entry: slot, readAt }]);
        }
        await keep(current, named);
      }
      return ids.map((id) => {
        const failure = failures.get(id);
        if (failure !== undefined && !(mayBeOld && known.has(id))) return failure;
        return recall(id)?.entry ?? null;
      });
    },
    async recall(ids) {
      await load();
      return ids.map((id) => recall(id)?.entry ?? null);
    },
    async learn(entries) {
      const current = await load();
      const readAt = now();
      await keep(
        current,
        entries.map((entry) => [entry.nativeId, { entry, readAt }]),
      );
    },
  };
}
