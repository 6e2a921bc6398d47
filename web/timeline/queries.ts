import { graphql } from '../graph/generated/index.ts';
import type { CallRowFragment } from '../graph/generated/graphql.ts';

/** What a row of the timeline shows of a call. */
export const CallRow = graphql(`
  fragment CallRow on CallSession {
    id
    startedAt
    durationSeconds
    talkSeconds
    waitSeconds
    direction
    kind
    outcome
    customer {
      number
      e164
      displayName
    }
    line {
      number
      e164
      displayName
    }
    agents {
      id
      displayName
      extension
    }
    queues {
      id
      name
    }
    recordings {
      id
      kind
      isAvailable
    }
    provider {
      id
      name
      kind
    }
    cost {
      amount
      currency
    }
    rating
    note
  }
`);

export type Call = CallRowFragment;

export const TimelineCalls = graphql(`
  query TimelineCalls(
    $first: Int!
    $after: String
    $filter: CallSessionFilter
    $direction: OrderDirection!
    $maxAgeSeconds: Int
  ) {
    callSessions(
      first: $first
      after: $after
      filter: $filter
      orderBy: { field: STARTED_AT, direction: $direction }
      maxAgeSeconds: $maxAgeSeconds
    ) {
      nodes {
        ...CallRow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      asOf
      problems {
        ...Problem
      }
    }
  }
`);

export const TimelineSystems = graphql(`
  query TimelineSystems {
    providers {
      id
      key
      name
    }
  }
`);

export const TimelineCount = graphql(`
  query TimelineCount($filter: CallSessionFilter) {
    callSessions(first: 1, filter: $filter) {
      totalCount
    }
  }
`);

export const TimelineNodes = graphql(`
  query TimelineNodes($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      id
      ...CallRow
    }
  }
`);

export const TimelineChanges = graphql(`
  subscription TimelineChanges($after: String, $filter: CallSessionFilter) {
    callSessionChanges(after: $after, filter: $filter) {
      cursor
      kind
      sessionId
      session {
        ...CallRow
      }
    }
  }
`);
