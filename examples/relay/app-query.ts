import { graphql } from 'relay-runtime';

// Read by relay-compiler alone, which writes generated/: see calls-query.ts.
export const page = () => graphql`
  query appQuery {
    ...appQuery_calls
  }
`;

export const calls = () => graphql`
  fragment appQuery_calls on Query
  @refetchable(queryName: "appQueryPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    callSessions(first: $first, after: $after) @connection(key: "appQuery_callSessions") {
      edges {
        node {
          id
          ...appQuery_call
          ...appQuery_recordings @defer(label: "recordings")
        }
      }
      isComplete
      problems {
        provider {
          name
        }
        message
      }
    }
  }
`;

export const call = () => graphql`
  fragment appQuery_call on CallSession @refetchable(queryName: "appQueryCallQuery") {
    startedAt
    durationSeconds
    note
  }
`;

export const recordings = () => graphql`
  fragment appQuery_recordings on CallSession {
    recordings {
      id
      url
    }
  }
`;
