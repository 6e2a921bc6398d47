import { GraphQLError } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { settingsSchema } from '../../../src/server/settings.ts';
import { createGraphServer } from '../../../src/server/yoga.ts';
import type { Log } from '../../../src/transport/log.ts';

/** A graph of the product's shape, small enough to see through: what the guards do never depends on the rest. */
const SDL = `
  interface Node { id: ID! }
  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    callSessions(first: Int, after: String, last: Int): CallSessionConnection!
    agents(first: Int): AgentConnection!
    providers: [Provider!]!
    fails(how: String!): String
  }
  type Mutation { finish: String }
  type CallSessionConnection { edges: [CallSessionEdge!]! nodes: [CallSession!]! totalCount: Int }
  type AgentConnection { nodes: [Agent!]! totalCount: Int }
  type CallSessionEdge { cursor: String! node: CallSession! }
  type CallSession implements Node { id: ID! provider: Provider! agents: [Agent!] legs: [CallLeg!] details: Details }
  type CallLeg implements Node { id: ID! agent: Agent }
  type Agent implements Node { id: ID! callSessions(first: Int): CallSessionConnection }
  type Provider implements Node { id: ID! callSessions(first: Int): CallSessionConnection }
  union Details = One | Other
  type One { tags: [Tag!] }
  type Other { name: String }
  type Tag { id: ID! }
`;

const FAILURES: Readonly<Record<string, () => Error>> = {
  provider: () => new ProviderError('portal', 'rate-limited', 'portal asked to wait', { retryAfterSeconds: 3 }),
  client: () => new GraphQLError('not a cursor', { extensions: { code: 'BAD_CURSOR' } }),
  bug: () => new TypeError('secret-of-the-house is not a function'),
};

type Context = { readonly executed: string[] };

export const smallSchema = createSchema<Context>({
  typeDefs: SDL,
  resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
  resolvers: {
    Query: {
      providers: (_root, _args, { executed }) => {
        executed.push('providers');
        return [{ id: 'p' }];
      },
      fails: (_root, { how }: { how: string }) => {
        throw FAILURES[how]!();
      },
    },
    Mutation: {
      finish: (_root, _args, { executed }) => {
        executed.push('finish');
        return 'finished';
      },
    },
  },
});

export type LogLine = { readonly fields: Record<string, unknown>; readonly message: string };

/** Asks the small graph through the real guards, over fetch, with no port open. */
export function openSmallGraph(settings: Record<string, unknown> = {}) {
  const executed: string[] = [];
  const lines: LogLine[] = [];
  const note = (fields: object, message: string) => void lines.push({ fields: fields as LogLine['fields'], message });
  const log: Log = { info: note, warn: note, error: note };
  const { server, timeline } = settingsSchema.parse({
    providers: [{ id: 'portal', kind: 'bitrix24', webhookUrl: 'https://example.bitrix24.com/rest/1/code/' }],
    ...settings,
  });
  const yoga = createGraphServer({
    schema: smallSchema,
    settings: { server, timeline },
    providerCount: 4,
    log,
    createContext: () => ({ executed }),
  });
  const send = (init: RequestInit & { path?: string }) =>
    Promise.resolve(yoga.fetch(`http://trunkline.test${init.path ?? '/graphql'}`, init));
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { send, post, ask: (query: string, variables?: object) => post({ query, variables }), executed, lines };
}

export type Answer = {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: Record<string, unknown>;
};

export const readAnswer = async (response: Response): Promise<Answer> => (await response.json()) as Answer;
export const codesOf = async (response: Response): Promise<(string | undefined)[]> =>
  ((await readAnswer(response)).errors ?? []).map(({ extensions }) => extensions?.code);
