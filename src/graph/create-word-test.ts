/** Whether texts have every word of a search, in any order and case; a search without words is passed by all. */
export type WordTest = (texts: readonly (string | null | undefined)[]) => boolean;

/** Makes the test of a `search` argument; its words are read once. */
export function createWordTest(search: string | null | undefined): WordTest {
  const words = search?.toLowerCase().match(/\S+/g) ?? [];
  return (texts) => {
    const folded = texts.map((text) => text?.toLowerCase());
    return words.every((word) => folded.some((text) => text?.includes(word)));
  };
}
