import { defineConfig } from '@graphql-hive/gateway';

/** What Trunkline reads of a request beside its body. Every subgraph gets them: each asks for its own key or token. */
const TO_SUBGRAPHS = [
  'authorization',
  'cache-control',
  'x-trunkline-partial',
  'x-trunkline-trace',
  'x-request-id',
  'traceparent',
];

export const gatewayConfig = defineConfig({
  // Answers in parts: @defer is the gateway's own, and asks the subgraphs for whole answers.
  deferStream: true,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) =>
      Object.fromEntries(
        TO_SUBGRAPHS.map((name) => [name, request.headers.get(name)] as const).filter(([, value]) => value !== null),
      ) as Record<string, string>,
    fromSubgraphsToClient: ({ response }) => {
      const wait = response.headers.get('retry-after');
      return wait === null ? undefined : { 'retry-after': wait };
    },
  },
});
