import { ApolloClient, type FieldPolicy, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { Defer20220824Handler } from '@apollo/client/incremental';
import { relayStylePagination } from '@apollo/client/utilities';

/** A client for one Trunkline. */
export function createCallsClient(endpoint: string): ApolloClient {
  return new ApolloClient({
    link: new HttpLink({ uri: endpoint }),
    cache: new InMemoryCache({ possibleTypes, typePolicies: { Query: { fields: { callSessions: callPages() } } } }),
    // Without it, a query with @defer fails before it is sent.
    incrementalHandler: new Defer20220824Handler(),
  });
}

/** Which types stand behind the interface and the unions: from schema.graphql. */
export const possibleTypes = {
  Node: ['Agent', 'CallLeg', 'CallSession', 'Line', 'Person', 'Provider', 'Queue', 'Recording'],
  CallSessionDetails: ['Bitrix24Call', 'CallgearCall', 'VoximplantSession', 'ZoomVoiceCall'],
  CallLegDetails: ['CallgearLeg', 'VoximplantCall', 'ZoomLeg'],
  RecordingDetails: ['VoximplantRecord', 'ZoomRecording'],
};

/** Pages become one list by their edges, and what any page lacks, the list lacks. */
function callPages(): FieldPolicy<Page> {
  const { merge: joinEdges, ...policy } = relayStylePagination(['filter', 'orderBy']);
  if (typeof joinEdges !== 'function') throw new Error('relayStylePagination joins pages by a function');
  return {
    ...(policy as FieldPolicy<Page>),
    merge(list, page, options) {
      const joined = joinEdges(list as never, page as never, options as never) as Page;
      const isFirst = !list || (options.args?.after == null && options.args?.before == null);
      if (isFirst) return joined;
      return {
        ...joined,
        isComplete: list.isComplete === true && page.isComplete === true,
        problems: [...(list.problems ?? []), ...(page.problems ?? [])],
      };
    },
  };
}

type Page = { readonly isComplete?: boolean; readonly problems?: readonly unknown[] };

/** The newest calls. Select `edges`, not `nodes`: pages are joined by their edges. */
export const Calls = gql`
  query Calls($first: Int!, $after: String) {
    callSessions(first: $first, after: $after) {
      edges {
        node {
          id
          startedAt
          ... @defer {
            recordings {
              id
              url
            }
          }
        }
      }
      isComplete
      problems {
        provider {
          id
          name
        }
        message
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;
