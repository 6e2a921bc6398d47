import { introspectionFromSchema } from 'graphql';
import { schema } from '../../src/schema.ts';
import { type CallList, describeClient } from '../../test/support/describe-client.ts';
import { Calls, createCallsClient } from './calls.ts';

type Answer = { readonly callSessions: CallList };

describeClient({
  name: 'urql',
  guide: 'clients-urql.md',
  source: 'urql/calls.ts',
  open(endpoint) {
    const client = createCallsClient(endpoint, introspectionFromSchema(schema));
    let list: CallList | null = null;
    const read = (after: string | null) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const query = client.query<Answer>(Calls, after === null ? { first: 20 } : { first: 20, after });
      const subscription = query.subscribe(({ data, stale, hasNext }) => {
        if (data) list = data.callSessions;
        // A page that is not there yet is shown as far as it is, and asked for.
        if (!stale && !hasNext) resolve();
      });
      opened.push(subscription);
      return promise;
    };
    const opened: { unsubscribe(): void }[] = [];
    let reading = read(null);
    return {
      list: () => list,
      async readMore() {
        await reading;
        reading = read(list?.pageInfo.endCursor ?? null);
        await reading;
      },
      close: () => opened.forEach((subscription) => subscription.unsubscribe()),
    };
  },
});
