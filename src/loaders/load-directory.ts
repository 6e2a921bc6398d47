import { inOrderOfId } from '../domain/native-id.ts';
import type { DirectoryEntries, DirectorySort, KeptEntries } from '../domain/directory.ts';
import { ProviderError, type Slot } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import { type DirectoryLoaders, everythingOf } from './directory-lists.ts';
import { gatherPeople } from '../domain/people.ts';

/** A directory as far as it can be known, in order of native id, and what stands in the way of knowing it whole. */
type Directory<Entry> = { readonly entries: readonly Entry[]; readonly problems: readonly ProviderError[] };

/**
 * Loads a provider's directory. What kept calls name stands in where the vendor cannot be asked or lists nothing of the
 * sort; `wantsNamed`: also beside what it lists.
 */
export async function loadDirectory<Sort extends DirectorySort>(
  sort: Sort,
  provider: Provider,
  { wantsNamed }: { readonly wantsNamed: boolean },
  { lists, kept }: Pick<DirectoryLoaders, 'lists' | 'kept'>,
): Promise<Directory<DirectoryEntries[Sort]>> {
  type Entry = DirectoryEntries[Sort];
  const key = everythingOf(provider.key);
  const listed = (await lists[sort].part(key)) as Slot<readonly Entry[]>;
  const isListed = listed !== null && !(listed instanceof ProviderError);
  if (isListed && !wantsNamed) return { entries: listed, problems: [] };

  const found = (await kept[sort].part(key)) as Slot<KeptEntries<Entry>>;
  const known = found instanceof ProviderError ? null : found;
  return {
    // What a directory says of somebody wins over what a call says.
    entries: inOrderOfId<Entry>([...(known?.named ?? []), ...(isListed ? listed : (known?.listed ?? []))]),
    problems: [
      listed instanceof ProviderError ? listed : null,
      found instanceof ProviderError ? found : null,
      listed === null ? lackOf(sort, provider, known) : null,
      known?.isCut === true ? cut(sort, provider) : null,
    ].filter((problem) => problem !== null),
  };
}

/** What is missing where calls alone tell; null where all of them are kept. */
function lackOf(sort: DirectorySort, { key }: Provider, kept: KeptEntries<unknown> | null): ProviderError | null {
  if (kept === null)
    return new ProviderError(
      key,
      'unsupported',
      `${key} does not list its ${sort}, and none of its calls are kept: they are not known. With \`history\` on, its calls tell them.`,
    );
  if (kept.isWhole) return null;
  const since = kept.keptFrom === null ? 'not yet' : `from ${new Date(kept.keptFrom).toISOString()} on`;
  return new ProviderError(
    key,
    'unavailable',
    `${key} does not list its ${sort}: they are those that its kept calls name, and its calls are kept ${since}. ` +
      'Provider.history says how far that is.',
  );
}

const cut = (sort: DirectorySort, { key }: Provider): ProviderError =>
  new ProviderError(
    key,
    'unsupported',
    `The kept calls of ${key} name more ${sort} than are told apart: some are missing.`,
  );

/** Reads every directory once, and whom kept calls name, and puts together who is one human; beside them what could not be read. */
export async function loadPeople(loaders: DirectoryLoaders) {
  const { providers, people: settings = [] } = loaders.scope;
  const directories = await Promise.all(
    [...providers.values()].map((provider) => loadDirectory('agents', provider, { wantsNamed: true }, loaders)),
  );
  const seen = settings
    .map(({ name, agents }) => ({ name, agents: agents.filter(({ provider }) => providers.has(provider)) }))
    .filter(({ agents }) => agents.length > 0);
  return {
    ...gatherPeople(
      directories.flatMap(({ entries }) => entries),
      seen,
    ),
    problems: directories.flatMap(({ problems }) => problems),
  };
}
