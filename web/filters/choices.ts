import type { CombinedError } from '@urql/core';
import { useQuery } from 'urql';
import { messageOf } from '../graph/error-at.ts';
import { graphql } from '../graph/generated/index.ts';
import type { Choice } from '../parts/choice-list.tsx';
import { texts } from '../texts.ts';
import type { CallFilter } from './call-filter.ts';

const FilterProviders = graphql(`
  query FilterProviders {
    providers {
      id
      key
      name
      kind
    }
  }
`);

const FilterPeople = graphql(`
  query FilterPeople($search: String) {
    people(first: 100, filter: { search: $search }) {
      nodes {
        id
        displayName
        email
        agents {
          id
          provider {
            id
            name
          }
        }
      }
    }
  }
`);

const FilterQueues = graphql(`
  query FilterQueues($search: String) {
    queues(first: 100, filter: { search: $search }) {
      nodes {
        id
        name
        provider {
          id
          name
        }
      }
    }
  }
`);

const FilterLines = graphql(`
  query FilterLines($search: String) {
    lines(first: 100, filter: { search: $search }) {
      nodes {
        id
        name
        party {
          number
          e164
        }
      }
    }
  }
`);

const FilterNames = graphql(`
  query FilterNames($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Person {
        name: displayName
      }
      ... on Agent {
        name: displayName
      }
      ... on Queue {
        name
      }
    }
  }
`);

/** Things to choose from, null while they are read; and why they could not be read. */
export type Choices = { readonly list: readonly Choice[] | null; readonly error: CombinedError | undefined };

/** What is said where there is nothing to choose from. */
export function wordsOfNone({ list, error }: Choices): string {
  if (error !== undefined) return messageOf(error).message;
  return list === null ? texts.filters.reading : texts.filters.nothingFound;
}

export function useProviderChoices({ pause = false }: { readonly pause?: boolean } = {}): Choices {
  const [{ data, error }] = useQuery({ query: FilterProviders, pause });
  const list = data?.providers.map(({ key, name, kind }) => ({ id: key, label: name, note: texts.providerKind[kind] }));
  return { list: list ?? null, error };
}

export function usePeopleChoices(search: string): Choices {
  const [{ data, error }] = useQuery({ query: FilterPeople, variables: { search: search || null } });
  const list = data?.people.nodes.map(({ id, displayName, email, agents }) => ({
    id,
    label: displayName ?? email ?? texts.filters.unnamed,
    note: [...new Set(agents.map(({ provider }) => provider.name))].join(', '),
  }));
  return { list: list ?? null, error };
}

export function useQueueChoices(search: string): Choices {
  const [{ data, error }] = useQuery({ query: FilterQueues, variables: { search: search || null } });
  const list = data?.queues.nodes.map(({ id, name, provider }) => ({
    id,
    label: name ?? texts.filters.unnamed,
    note: provider.name,
  }));
  return { list: list ?? null, error };
}

/** Lines by their numbers: one number of several systems is one choice. */
export function useLineChoices(search: string): Choices {
  const [{ data, error }] = useQuery({ query: FilterLines, variables: { search: search || null } });
  if (data === undefined) return { list: null, error };
  const choices = new Map<string, Choice>();
  for (const { name, party } of data.lines.nodes) {
    const number = party.e164 ?? party.number;
    if (number == null) continue;
    const known = choices.get(number);
    if (known === undefined || (known.note === undefined && name !== null))
      choices.set(number, { id: number, label: number, ...(name !== null && { note: name }) });
  }
  return { list: [...choices.values()], error };
}

/** What people, queues and systems of a filter are called, by id or key; those that are not known yet are missing. */
export function useNames({ people, agents, queues, providers }: CallFilter): ReadonlyMap<string, string> {
  const ids = [...people, ...agents, ...queues];
  const [{ data }] = useQuery({ query: FilterNames, variables: { ids }, pause: ids.length === 0 });
  const systems = useProviderChoices({ pause: providers.length === 0 });
  const names = new Map(systems.list?.map(({ id, label }) => [id, label]));
  if (ids.length === 0) return names;
  for (const node of data?.nodes ?? []) {
    if (node !== null && 'name' in node && node.name) names.set(node.id, node.name);
  }
  return names;
}
