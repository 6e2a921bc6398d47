import { Client, fetchExchange, gql, stringifyVariables } from '@urql/core';
import { type Resolver, cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import type { IntrospectionQuery } from 'graphql';

/** A client for one Trunkline. The introspection tells the cache which types stand behind interfaces and unions. */
export function createCallsClient(endpoint: string, introspection: IntrospectionQuery): Client {
  const cache = cacheExchange({
    schema: introspection,
    keys: keysOf(introspection),
    resolvers: { Query: { callSessions: joinPages } },
  });
  return new Client({ url: endpoint, preferGetMethod: false, exchanges: [cache, fetchExchange] });
}

/** Only Nodes have an id. What has none lives inside the object that it was read with. */
function keysOf({ __schema }: IntrospectionQuery): Record<string, () => null> {
  const embedded = __schema.types.flatMap((type) =>
    type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id') ? [type.name] : [],
  );
  return Object.fromEntries(embedded.map((name) => [name, () => null]));
}

const joinEdges = relayPagination();

/** Pages become one list by their edges, and what any page lacks, the list lacks. */
const joinPages: Resolver = (parent, args, cache, info) => {
  const joined = joinEdges(parent, args, cache, info) as object | undefined;
  if (!joined) return undefined;
  const pages = cache
    .inspectFields(info.parentKey)
    .filter((field) => field.fieldName === info.fieldName && listOf(field.arguments) === listOf(args))
    .map((field) => cache.resolve(info.parentKey, field.fieldKey) as string);
  return {
    ...joined,
    isComplete: pages.every((page) => cache.resolve(page, 'isComplete') === true),
    problems: pages.flatMap((page) => (cache.resolve(page, 'problems') ?? []) as string[]),
  };
};

/** What names a list: its arguments without the page. */
function listOf(args: Record<string, unknown> | null): string {
  const list = Object.entries(args ?? {}).filter(([name]) => !['first', 'after', 'last', 'before'].includes(name));
  return stringifyVariables(Object.fromEntries(list));
}

/** The newest calls. */
export const Calls = gql`
  query Calls($first: Int!, $after: String) {
    callSessions(first: $first, after: $after) {
      edges {
        node {
          id
          startedAt
          ... @defer {
            recordings {
              id
              url
            }
          }
        }
      }
      isComplete
      problems {
        provider {
          id
          name
        }
        message
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;
