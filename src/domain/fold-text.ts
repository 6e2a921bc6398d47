import { LRUCache } from 'lru-cache';

/**
 * Text without the difference of upper and lower case: equal for texts that differ in nothing else, and a part of one is a
 * part of the other. The index of kept texts holds it, so that whatever narrows agrees with whatever decides.
 */
export const foldText = (text: string): string =>
  // There and back: letters that only one of both cases tells apart become one ("ß" and "SS", the two small sigmas).
  text
    .replaceAll('\0', '\ufffd')
    .toWellFormed()
    .normalize('NFC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ');

/** The words of a search, folded. */
export const wordsOf = (search: string): readonly string[] => knownWords.memo(search);

// One page tests thousands of rows with the same search.
const knownWords = new LRUCache<string, readonly string[]>({
  max: 100,
  memoMethod: (search) => [...new Set(foldText(search).match(/\S+/g) ?? [])],
});
