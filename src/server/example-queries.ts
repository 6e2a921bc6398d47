/** A query that GraphiQL opens with, in a tab of its own. */
export type ExampleQuery = {
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** The README's first query. */
export const FIRST_QUERY = '{ callSessions(first: 5) { nodes { id startedAt provider { kind } } } }';

/** What GraphiQL shows a newcomer: worked queries over every part of the graph. Each must validate against the schema. */
export const EXAMPLE_QUERIES: readonly ExampleQuery[] = [
  {
    title: 'The newest calls of every provider',
    query: `query NewestCalls {
  callSessions(first: 5) {
    nodes { id startedAt provider { kind } }
  }
}`,
  },
  {
    title: 'Page by page: put endCursor into $after to go on',
    query: `query Page($first: Int!, $after: String) {
  callSessions(first: $first, after: $after) {
    edges {
      cursor
      node {
        startedAt
        provider { key kind }
        direction
        outcome
        durationSeconds
        customer { e164 displayName }
      }
    }
    pageInfo { hasNextPage endCursor }
    isComplete
    problems { provider { key } kind message isTransient retryAfterSeconds }
  }
}`,
    variables: { first: 20, after: null },
  },
  {
    title: 'Calls with their legs, agents and recordings',
    query: `query Nested($first: Int!) {
  callSessions(first: $first) {
    nodes {
      startedAt
      provider { key }
      customer { number displayName }
      line { number }
      agents { displayName email }
      queues { name }
      legs { startedAt direction outcome durationSeconds agent { displayName } }
      recordings { kind durationSeconds url urlExpiresAt }
    }
  }
}`,
    variables: { first: 10 },
  },
  {
    title: 'Filters: missed and abandoned calls of one week',
    query: `query Missed($filter: CallSessionFilter) {
  callSessions(first: 20, filter: $filter, orderBy: { field: STARTED_AT, direction: ASC }) {
    totalCount
    nodes {
      startedAt
      provider { key }
      outcome
      outcomeDetail { code reason }
      waitSeconds
      customer { number e164 country }
    }
    isComplete
  }
}`,
    variables: { filter: { direction: ['INBOUND'], outcome: ['MISSED', 'ABANDONED'] } },
  },
  {
    title: 'One call by its id, with what only its provider knows',
    query: `query OneCall($id: ID!) {
  node(id: $id) {
    id
    ... on CallSession {
      startedAt
      endedAt
      outcome
      cost { amount currency }
      details {
        __typename
        ... on Bitrix24Call { callFailedCode callFailedReason crmEntityType crmEntityId }
        ... on CallgearCall { campaignName utmSource siteDomainName visitorCity }
        ... on VoximplantSession { applicationName ruleName customData }
        ... on ZoomVoiceCall { engagementId result flows { flowName } }
      }
      raw
    }
  }
}`,
    variables: { id: 'put an id of the first query here' },
  },
  {
    title: "Agents, and one vendor's own filters",
    query: `query AgentsAndRatings($filter: CallSessionFilter) {
  agents(first: 20) {
    nodes { displayName email extension isActive provider { key } }
  }
  callSessions(first: 10, filter: $filter) {
    nodes {
      startedAt
      rating
      details { ... on Bitrix24Call { callVote comment portalUserId } }
    }
  }
}`,
    variables: { filter: { bitrix24: { callVote: { gte: 4 } } } },
  },
  {
    title: 'Who can do what, and how they are',
    query: `query Providers {
  providers {
    key
    kind
    name
    settledThrough
    capabilities { pagination maxPageSize filters orderFields countsCheaply hasLegs hasRecordings }
    status { state lastError rateLimit { limit remaining resetsAt } }
  }
}`,
  },
];
