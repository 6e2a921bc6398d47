import type { Tool } from '@modelcontextprotocol/sdk/types.js';

/** Okapi BM25, with its usual constants. */
const [K1, B] = [1.2, 0.75];

/**
 * Makes a search over tools: which of them fits a question best by the words of its name, title, description and inputs.
 * What plain words can tell apart, a model can.
 */
export function createPick(tools: readonly Tool[]): (question: string) => string {
  const documents = tools.map((tool) => {
    const words = wordsOf(textOf(tool));
    return { name: tool.name, length: words.length, counts: Map.groupBy(words, (word) => word) };
  });
  const averageLength = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  const rarityOf = (word: string): number => {
    const holders = documents.filter(({ counts }) => counts.has(word)).length;
    return Math.log(1 + (documents.length - holders + 0.5) / (holders + 0.5));
  };
  const scoreOf = ({ counts, length }: (typeof documents)[number], word: string): number => {
    const count = counts.get(word)?.length ?? 0;
    return (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / averageLength));
  };
  return (question) => {
    const asked = [...new Set(wordsOf(question))].map((word) => ({ word, rarity: rarityOf(word) }));
    const scored = documents.map((document) => ({
      name: document.name,
      score: asked.reduce((sum, { word, rarity }) => sum + rarity * scoreOf(document, word), 0),
    }));
    return scored.reduce((best, other) => (other.score > best.score ? other : best)).name;
  };
}

/** All that a model reads of a tool, in the order in which it is listed. */
function textOf({ name, title, description, inputSchema }: Tool): string {
  const inputs = Object.entries((inputSchema.properties ?? {}) as Readonly<Record<string, Input>>).flatMap(
    ([input, { description: about, enum: values, items }]) => [input, about, ...(values ?? items?.enum ?? [])],
  );
  return [name, title, description, ...inputs].join(' ');
}

type Input = {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum?: readonly string[] };
};

/** Words without their endings, in lower case; none of those that every question has. A telephone number is the word for it. */
const wordsOf = (text: string): string[] =>
  (
    text
      .replace(/\+\d[\d ]{6,}/g, ' number ')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  )
    .filter((word) => !EVERYWHERE.has(word))
    .map((word) => word.replace(/(?<=[a-z]{3})(?:ings?|ed|es|s|e)$/, ''));

const EVERYWHERE = new Set(
  (
    'a an and any are as at be been by can did do does for from had has have how i in is it its me my of on one or our ' +
    'please that the their them there these they this to us was we were what when where which with would you your'
  ).split(' '),
);
