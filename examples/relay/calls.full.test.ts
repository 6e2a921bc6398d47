import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createOperationDescriptor, fetchQuery, getSingularSelector } from 'relay-runtime';
import { expect, it } from 'vitest';
import { type CallList, describeClient } from '../../test/support/describe-client.ts';
import { createCallsEnvironment } from './calls.ts';
import callsQuery, { type callsQuery as CallsQuery } from './generated/callsQuery.graphql.ts';
import recordingsFragment, {
  type callsQuery_recordings$data as Recordings,
} from './generated/callsQuery_recordings.graphql.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

describeClient({
  name: 'Relay',
  guide: 'clients-relay.md',
  source: 'relay/calls.ts',
  open(endpoint) {
    const environment = createCallsEnvironment(endpoint);
    const operation = createOperationDescriptor(callsQuery, { first: 20 });
    const keeping = environment.retain(operation);
    const read = (after: string | null) =>
      fetchQuery<CallsQuery>(environment, callsQuery, { first: 20, after }).toPromise();
    const recordingsOf = (node: object): Recordings['recordings'] => {
      const selector = getSingularSelector(recordingsFragment, node);
      return selector && (environment.lookup(selector).data as Recordings | undefined)?.recordings;
    };
    const list = (): CallList | null => {
      const data = environment.lookup(operation.fragment).data as CallsQuery['response'] | undefined;
      if (!data?.callSessions?.edges) return null;
      const edges = data.callSessions.edges.map(({ node }) => ({
        node: { id: node.id, recordings: recordingsOf(node) },
      }));
      return { ...data.callSessions, edges };
    };
    void read(null);
    return {
      list,
      async readMore() {
        await read(list()?.pageInfo.endCursor ?? null);
      },
      close: () => keeping.dispose(),
    };
  },
});

it('has its queries compiled by the compiler of Relay from schema.graphql', () => {
  const compiler = fileURLToPath(new URL('../node_modules/relay-compiler/cli.js', import.meta.url));
  expect(() =>
    execFileSync(process.execPath, [compiler, 'relay.config.json', '--validate'], { cwd: FOLDER, stdio: 'pipe' }),
  ).not.toThrow();
});
