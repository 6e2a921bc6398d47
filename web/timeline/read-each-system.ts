import type { Client } from '@urql/core';
import type { CallSessionFilter } from '../graph/generated/graphql.ts';
import { readFragment } from '../graph/generated/index.ts';
import { type Call, CallRow, TimelineCalls, TimelineSystems } from './queries.ts';
import { withCalls } from './rows.ts';

type ReadEachSystemOptions = {
  readonly client: Client;
  readonly filter: CallSessionFilter;
  readonly first: number;
  /** Told with every answer: the newest calls of those that have answered, and the names of the others. */
  readonly onAnswer: (calls: readonly Call[], waitedFor: readonly string[]) => void;
};

/** Reads the newest calls of each system by itself: a page of all of them is as slow as the slowest. */
export async function readEachSystem({ client, filter, first, onAnswer }: ReadEachSystemOptions): Promise<void> {
  const { data } = await client.query(TimelineSystems, {}).toPromise();
  const systems = (data?.providers ?? []).filter(({ key }) => filter.providers?.includes(key) ?? true);
  const waitedFor = new Set(systems);
  let calls: readonly Call[] = [];
  await Promise.all(
    systems.map(async (system) => {
      const own = { ...filter, providers: [system.key] };
      const page = await client
        .query(TimelineCalls, { first, direction: 'DESC', filter: own }, { requestPolicy: 'network-only' })
        .toPromise();
      waitedFor.delete(system);
      calls = withCalls(calls, readFragment(CallRow, page.data?.callSessions.nodes ?? [])).slice(0, first);
      onAnswer(
        calls,
        [...waitedFor].map(({ name }) => name),
      );
    }),
  );
}
