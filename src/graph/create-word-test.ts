import { foldText, wordsOf } from '../domain/fold-text.ts';

/** Whether texts have every word of a search, in any order and case; a search without words is passed by all. */
export type WordTest = (texts: readonly (string | null | undefined)[]) => boolean;

/** Makes the test of a `search` argument, which folds texts as the filter of calls does. */
export function createWordTest(search: string | null | undefined): WordTest {
  const words = wordsOf(search ?? '');
  return (texts) => {
    const folded = texts.map((text) => text && foldText(text));
    return words.every((word) => folded.some((text) => text?.includes(word)));
  };
}
