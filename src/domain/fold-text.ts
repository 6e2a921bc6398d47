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
export const wordsOf = (search: string): readonly string[] => {
  const known = knownWords.get(search);
  if (known !== undefined) return known;
  const words = [...new Set(foldText(search).match(/\S+/g) ?? [])];
  // One page tests thousands of rows with the same search.
  if (knownWords.size >= MOST_SEARCHES) knownWords.clear();
  knownWords.set(search, words);
  return words;
};

const MOST_SEARCHES = 100;
const knownWords = new Map<string, readonly string[]>();
