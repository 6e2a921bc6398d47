import { compareText } from '../domain/call-session.ts';
import type { DirectoryEntries, DirectorySort } from '../domain/directory.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import { loadDirectory } from '../loaders/load-directory.ts';
import type { ProviderKey } from '../loaders/provider-key.ts';
import { readPageSize } from '../timeline/page-size.ts';
import type { Connection, ConnectionArgs } from './connection.ts';
import type { GraphContext } from './context.ts';
import { type ListOrder, cutPage, readPlaces } from './list-page.ts';
import { answerPartly } from './partial-answer.ts';
import { providerOfArgument } from './provider.ts';
import type { Selected } from './selected.ts';
import { foldText, wordsOf } from '../domain/fold-text.ts';

/** What a directory has, in its order, and what is missing from it. */
type DirectoryItems<Item> = { readonly items: readonly Item[]; readonly problems: readonly ProviderError[] };

/** Directories come whole, so a page is cut here; a directory that fails takes only its own items away. */
export async function readDirectory<Item>(
  order: ListOrder<Item>,
  load: () => Promise<DirectoryItems<Item>>,
  args: ConnectionArgs,
  selected: Selected,
  context: GraphContext,
): Promise<Connection<Item>> {
  const pageSize = readPageSize(args, context.pageSizes);
  // A page that is asked for wrongly asks nobody.
  const places = readPlaces(order, args);
  // An empty page costs nothing, unless somebody counts.
  const isAsked = pageSize.size > 0 || selected.has('totalCount');
  const { items, problems } = isAsked ? await load() : { items: [], problems: [] };
  return answerPartly(
    { requireComplete: context.refusesPartial, noteMissing: context.noteMissing },
    {
      ...cutPage(items, order, places, pageSize),
      problems,
      totalCount: problems.length === 0 ? items.length : null,
    },
  );
}

/** Reads a page of the entries of one sort that several providers have: by the key of each, then by native id. */
export function readDirectories<Sort extends DirectorySort>(
  sort: Sort,
  providers: Iterable<Provider>,
  isWanted: (entry: DirectoryEntries[Sort]) => boolean,
  args: ConnectionArgs,
  selected: Selected,
  context: GraphContext,
): Promise<Connection<DirectoryEntries[Sort]>> {
  const load = async (): Promise<DirectoryItems<DirectoryEntries[Sort]>> => {
    const inOrder = [...providers].sort((a, b) => compareText(a.key, b.key));
    const wantsNamed = sort === 'lines';
    const directories = await Promise.all(
      inOrder.map((provider) => loadDirectory(sort, provider, { wantsNamed }, context.loaders)),
    );
    return {
      items: directories.flatMap(({ entries }) => entries.filter(isWanted)),
      problems: directories.flatMap(({ problems }) => problems),
    };
  };
  return readDirectory({ name: sort, ...BY_KEY_AND_ID }, load, args, selected, context);
}

const BY_KEY_AND_ID: Omit<ListOrder<ProviderKey>, 'name'> = {
  partsOf: ({ provider, nativeId }) => [provider, nativeId],
  compare: ([keyA = '', idA = ''], [keyB = '', idB = '']) => compareText(keyA, keyB) || compareText(idA, idB),
};

/** The providers that a filter names, each once; all where it names none. Throws UNKNOWN_PROVIDER. */
export const providersOf = (
  keys: readonly string[] | null | undefined,
  context: Pick<GraphContext, 'providers'>,
): Set<Provider> => new Set(keys?.map((key) => providerOfArgument(key, context)) ?? context.providers.values());

/** Whether texts have every word of a search, in any order and case; a search without words is passed by all. */
type WordTest = (texts: readonly (string | null | undefined)[]) => boolean;

/** Makes the test of a `search` argument, which folds texts as the filter of calls does. */
export function createWordTest(search: string | null | undefined): WordTest {
  const words = wordsOf(search ?? '');
  return (texts) => {
    const folded = texts.map((text) => text && foldText(text));
    return words.every((word) => folded.some((text) => text?.includes(word)));
  };
}
