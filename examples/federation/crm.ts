import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';

// A CRM as a subgraph. It knows calls by what their phone systems call them, and agents by their ids.

type Ticket = {
  readonly id: string;
  readonly subject: string;
  readonly openedAt: string;
  readonly value?: { readonly amount: string; readonly currency: string };
  readonly call?: CallKey;
  readonly owner?: { readonly id: string };
};
type CallKey = { readonly providerKey: string; readonly nativeId: string };

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4001' },
    tickets: { type: 'string', default: `${import.meta.dirname}/tickets.json` },
  },
});
const tickets = JSON.parse(readFileSync(values.tickets, 'utf8')) as readonly Ticket[];
const find = (id: string): Ticket | null => tickets.find((ticket) => ticket.id === id) ?? null;

const schema = buildSubgraphSchema({
  typeDefs: parse(readFileSync(`${import.meta.dirname}/crm.graphql`, 'utf8')),
  resolvers: {
    Query: {
      tickets: (_root: unknown, { first }: { first: number }) => ({
        nodes: tickets.slice(0, first),
        pageInfo: { hasNextPage: first < tickets.length, hasPreviousPage: false, startCursor: null, endCursor: null },
      }),
      ticket: (_root: unknown, { id }: { id: string }) => find(id),
      node: (_root: unknown, { id }: { id: string }) => find(id),
    },
    Node: { __resolveType: () => 'Ticket' },
    Ticket: { __resolveReference: ({ id }: { id: string }) => find(id) },
    CallSession: {
      tickets: (asked: CallKey) =>
        tickets.filter(({ call }) => call?.providerKey === asked.providerKey && call.nativeId === asked.nativeId),
    },
    Agent: { openTickets: (agent: { id: string }) => tickets.filter(({ owner }) => owner?.id === agent.id).length },
  },
});

const yoga = createYoga({ schema, logging: false });
const server = createServer((request, response) => void yoga(request, response));
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/graphql`);
});
