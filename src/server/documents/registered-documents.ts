import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Callers whose operations are remembered, how many of each, and how many characters these have in all. */
const BOUNDS = { callers: 100, documentsOfCaller: 200, charactersOfCaller: 200_000 };

/**
 * What callers have registered under its hash (automatic persisted queries). Everybody has operations of their own: nobody
 * drops another's, nor learns of them. The oldest in use go first.
 */
export function createRegisteredDocuments(bounds = BOUNDS) {
  const ofCallers = new LRUCache<string, LRUCache<string, string>>({ max: bounds.callers });
  const createOwn = () =>
    new LRUCache<string, string>({
      max: bounds.documentsOfCaller,
      maxSize: bounds.charactersOfCaller,
      sizeCalculation: (text, hash) => text.length + hash.length,
    });
  return {
    find: (caller: string, hash: string): string | undefined => ofCallers.get(caller)?.get(hash),
    /** False where the hash is not that of the text. */
    add(caller: string, hash: string, text: string): boolean {
      if (createHash('sha256').update(text).digest('hex') !== hash) return false;
      const own = ofCallers.get(caller) ?? createOwn();
      ofCallers.set(caller, own.set(hash, text));
      return true;
    },
  };
}
