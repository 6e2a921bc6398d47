import type { OperationVariables } from '@apollo/client';
import { describeClient } from '../../test/support/describe-client.ts';
import type { CallList } from '../../test/support/describe-client.ts';
import { Calls, createCallsClient, possibleTypes } from './calls.ts';

type Answer = { readonly callSessions: CallList };

describeClient({
  name: 'Apollo Client',
  guide: 'clients-apollo.md',
  source: 'apollo/calls.ts',
  possibleTypes,
  open(endpoint) {
    const client = createCallsClient(endpoint);
    const query = client.watchQuery<Answer, OperationVariables>({ query: Calls, variables: { first: 20 } });
    const subscription = query.subscribe({});
    const list = (): CallList | null => (query.getCurrentResult().data as Answer | undefined)?.callSessions ?? null;
    return {
      list,
      async readMore() {
        await query.fetchMore({ variables: { after: list()?.pageInfo.endCursor } });
      },
      close() {
        subscription.unsubscribe();
        client.stop();
      },
    };
  },
});
