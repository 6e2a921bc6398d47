import type { Client } from '@urql/core';
import type { CallSessionFilter } from '../graph/generated/graphql.ts';
import { type Call, TimelineSystems } from './queries.ts';
import { PAGE, readPage } from './read-page.ts';
import { withCalls } from './rows.ts';

type ReadEachSystemOptions = {
  readonly client: Client;
  readonly filter: CallSessionFilter;
  /** Told with every answer: the newest calls of those that have answered, and the names of the others. */
  readonly onAnswer: (calls: readonly Call[], waitedFor: readonly string[]) => void;
};

/** Reads the newest calls of each system by itself: a page of all of them is as slow as the slowest. */
export async function readEachSystem({ client, filter, onAnswer }: ReadEachSystemOptions): Promise<void> {
  const { data } = await client.query(TimelineSystems, {}).toPromise();
  const systems = (data?.providers ?? []).filter(({ key }) => filter.providers?.includes(key) ?? true);
  const waitedFor = new Set(systems);
  let calls: readonly Call[] = [];
  await Promise.all(
    systems.map(async (system) => {
      const page = await readPage({ client, filter: { ...filter, providers: [system.key] }, direction: 'DESC' });
      waitedFor.delete(system);
      if ('calls' in page) calls = withCalls(calls, page.calls).slice(0, PAGE);
      onAnswer(
        calls,
        [...waitedFor].map(({ name }) => name),
      );
    }),
  );
}
