import { graphql } from 'relay-runtime';

// Read by relay-compiler alone, which writes generated/. Nothing imports this file: the tag wants Babel at run time.
export const queries = () => graphql`
  query callsQuery($first: Int!, $after: String) {
    callSessions(first: $first, after: $after) @connection(key: "calls_callSessions") {
      edges {
        node {
          id
          startedAt
          ...callsQuery_recordings @defer(label: "recordings")
        }
      }
      isComplete
      problems {
        provider {
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

export const recordings = () => graphql`
  fragment callsQuery_recordings on CallSession {
    recordings {
      id
      url
    }
  }
`;
