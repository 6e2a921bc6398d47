import { GraphQLError, type GraphQLObjectType } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { type FieldDemand, asks } from '../../../src/graph/demand.ts';
import { createMemoryProvider } from '../../support/memory-provider.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { settingsSchema } from '../../../src/server/settings.ts';
import { createGraphServer } from '../../../src/server/yoga.ts';
import type { Log } from '../../../src/transport/log.ts';

/** A graph of the product's shape, small enough to see through: what the guards do never depends on the rest. */
const SDL = `
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  directive @stream(if: Boolean! = true, label: String, initialCount: Int = 0) on FIELD
  interface Node { id: ID! }
  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    callSessions(first: Int, after: String, last: Int, filter: Filter): CallSessionConnection!
    agents(first: Int): AgentConnection!
    providers: [Provider!]!
    fails(how: String!): String
    tooLarge: Int
  }
  input Filter { startedAt: Range }
  input Range { from: String to: String }
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
      tooLarge: () => 2 ** 40,
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

/** Four providers that apply every filter themselves, and ask nobody. */
export const SMALL_PROVIDERS = ['a', 'b', 'c', 'd'].map((key) =>
  createMemoryProvider({ key, calls: [], now: Date.now }),
);

const DEMANDS: Readonly<Record<string, FieldDemand>> = {
  'Query.node': 'look-up',
  'Query.nodes': 'look-up',
  'Query.callSessions': 'calls',
  'Query.agents': 'directory',
  'Query.providers': 'providers',
  'Mutation.finish': 'write',
  'CallSessionConnection.edges': 'rows',
  'CallSessionConnection.nodes': 'rows',
  'CallSessionConnection.totalCount': 'count',
  'AgentConnection.nodes': 'rows',
  'CallSession.agents': 'join',
  'CallSession.legs': 'join',
  'CallLeg.agent': 'join',
  'Agent.callSessions': 'calls',
  'Provider.callSessions': 'calls',
};
for (const [place, demand] of Object.entries(DEMANDS)) {
  const [type = '', field = ''] = place.split('.');
  Object.assign((smallSchema.getType(type) as GraphQLObjectType).getFields()[field]!, { extensions: asks(demand) });
}

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
    providers: SMALL_PROVIDERS,
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
