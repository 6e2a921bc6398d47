import { type People, gatherPeople } from '../domain/people.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { DirectoryLoaders } from './directory-lists.ts';
import { loadDirectory } from './load-directory.ts';

/** Everybody who is known, and whose directories could not be read. */
export type LoadedPeople = People & {
  readonly problems: readonly ProviderError[];
};

/** Reads every directory once, and whom kept calls name, and puts together who is one human. */
export async function loadPeople(loaders: DirectoryLoaders): Promise<LoadedPeople> {
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
