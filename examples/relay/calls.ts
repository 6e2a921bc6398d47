import { meros } from 'meros/browser';
import {
  ConnectionHandler,
  DefaultHandlerProvider,
  Environment,
  type GraphQLResponse,
  Network,
  Observable,
  type RecordProxy,
  RecordSource,
  type RequestParameters,
  Store,
  type Variables,
} from 'relay-runtime';

/** A Relay environment for one Trunkline. */
export function createCallsEnvironment(endpoint: string): Environment {
  return new Environment({
    network: Network.create((request, variables) =>
      Observable.create((sink) => {
        const leaving = new AbortController();
        ask(endpoint, request, variables, leaving.signal, (part) => sink.next(part)).then(
          () => sink.complete(),
          (error: Error) => sink.error(error),
        );
        return () => leaving.abort();
      }),
    ),
    store: new Store(new RecordSource()),
    handlerProvider: (handle) => (handle === 'connection' ? joinPages : DefaultHandlerProvider(handle)),
  });
}

/** Pages become one list by their edges, as Relay does it, and what any page lacks, the list lacks. */
const joinPages: typeof ConnectionHandler = {
  ...ConnectionHandler,
  update(store, payload) {
    const list = (): RecordProxy | null | undefined => store.get(payload.dataID)?.getLinkedRecord(payload.handleKey);
    const isFirst = payload.args['after'] == null && payload.args['before'] == null;
    const before = isFirst ? null : list();
    const wasComplete = before?.getValue('isComplete') === true;
    const problems = before?.getLinkedRecords('problems') ?? [];
    ConnectionHandler.update(store, payload);
    if (!before) return;
    list()?.setValue(wasComplete && list()?.getValue('isComplete') === true, 'isComplete');
    list()?.setLinkedRecords([...problems, ...(list()?.getLinkedRecords('problems') ?? [])], 'problems');
  },
};

/** Sends a query and hands on its answer: at once, or part by part where it has @defer. */
async function ask(
  endpoint: string,
  { text, name }: RequestParameters,
  variables: Variables,
  signal: AbortSignal,
  hand: (part: GraphQLResponse) => void,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'multipart/mixed, application/graphql-response+json, application/json;q=0.9',
    },
    body: JSON.stringify({ query: text, operationName: name, variables }),
    signal,
  });
  const parts = (await meros(response)) as Response | AsyncIterable<{ readonly json: boolean; readonly body: Part }>;
  if (parts instanceof Response) return hand((await parts.json()) as GraphQLResponse);
  for await (const part of parts) if (part.json) for (const one of toRelay(part.body)) hand(one);
}

/** Relay takes each deferred piece as an answer of its own, with the end marked. */
function toRelay({ incremental, hasNext, ...first }: Part): GraphQLResponse[] {
  const pieces = incremental ?? ('data' in first || first.errors ? [first] : []);
  return pieces.map((piece, index) => {
    const isFinal = hasNext !== true && index === pieces.length - 1;
    return { ...piece, extensions: { ...piece.extensions, is_final: isFinal } } as GraphQLResponse;
  });
}

type Piece = {
  readonly data?: object | null;
  readonly errors?: readonly { readonly message: string }[];
  readonly label?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: object;
};
type Part = Piece & { readonly incremental?: readonly Piece[]; readonly hasNext?: boolean };
