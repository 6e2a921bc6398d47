import { type ExecutionResult, type GraphQLSchema, parse, validate } from 'graphql';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type Caller, ANYBODY } from '../../src/domain/caller.ts';
import type { KeptHistory } from '../../src/domain/kept-history.ts';
import type { PersonSetting } from '../../src/domain/people.ts';
import type { Instant } from '../../src/time/instant.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { MediaLinks } from '../../src/media/media-tokens.ts';
import { schema as graph } from '../../src/schema.ts';
import { createContextFactory } from '../../src/server/context.ts';
import { knownErrorOf, maskError } from '../../src/server/guards/mask-error.ts';
import { execute } from './execute.ts';

export type Answer<Data> = {
  readonly data: Data;
  /** Each error as "path: CODE message", in the order of the answer. */
  readonly errors: readonly string[];
  readonly result: ExecutionResult;
};

export type QueryOptions<Variables> = {
  readonly variables?: Variables;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly caller?: Caller;
};

export type QueryRunner = <Data = Record<string, never>, Variables = Readonly<Record<string, unknown>>>(
  query: string | TypedDocumentNode<Data, Variables>,
  options?: QueryOptions<Variables>,
) => Promise<Answer<Data>>;

/** Makes a function that sends queries to the graph over these providers, as one server would answer them. */
export function createQueryRunner(
  providers: readonly Provider[],
  options: {
    readonly now: () => Instant;
    readonly maxPageSize?: number;
    readonly links?: MediaLinks;
    readonly history?: KeptHistory;
    readonly people?: readonly PersonSetting[];
    readonly schema?: GraphQLSchema;
  },
): QueryRunner {
  const { now, links, history, people = [], maxPageSize = 1000, schema = graph } = options;
  const createContext = createContextFactory({
    settings: {
      server: { publicUrl: 'https://calls.example.com' },
      timeline: { maxPageSize, defaultPageSize: Math.min(50, maxPageSize) },
      people,
    },
    providers: new Map(providers.map((provider) => [provider.key, provider])),
    ...(links && { links }),
    ...(history && { history }),
    now,
  });
  return async <Data, Variables>(
    query: string | TypedDocumentNode<Data, Variables>,
    { variables, headers = {}, signal = new AbortController().signal, caller = ANYBODY }: QueryOptions<Variables> = {},
  ) => {
    const document = typeof query === 'string' ? parse(query) : query;
    const invalid = validate(schema, document);
    if (invalid.length > 0) throw new Error(invalid.map(({ message }) => message).join('\n'));
    const request = new Request('https://calls.example.com/graphql', { headers, signal });
    const executed = await execute({
      schema,
      document,
      contextValue: createContext({ request, caller }),
      variableValues: variables as Readonly<Record<string, unknown>> | undefined,
    });
    // As a client reads them; what nobody foresaw stays as it is, for the test to see.
    const told = executed.errors?.map((error) => (knownErrorOf(error) ? maskError(error) : error));
    const result: ExecutionResult = { ...executed, ...(told && { errors: told }) };
    const errors = (told ?? []).map(
      ({ path = [], extensions, message }) => `${path.join('.')}: ${String(extensions['code'])} ${message}`,
    );
    // What a client would read: no prototypes, no undefined.
    return { data: JSON.parse(JSON.stringify(result.data ?? null)) as Data, errors, result };
  };
}
