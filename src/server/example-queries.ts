import { DAY_MS, type Instant } from '../time/instant.ts';

/** A query that GraphiQL opens with, in a tab of its own. */
export type ExampleQuery = {
  /** The comment above the query. Its lines, and those of the query, are shown whole in a window of 1280 pixels. */
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** Ends a call only once it is filled in: the id of a call that exists would have a newcomer change that one instead. */
const CALL_ID_OF_STEP_1 = 'put the callId of step 1 here';
/** A WAV file of forty samples. */
const SILENCE =
  'UklGRkwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YSgAAACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICA';

/** What the server that shows them has. */
export type ExampleOptions = { readonly hasHistory?: boolean };

/** The query that the demo's screen names, and the first tab. */
export const FIRST_QUERY = '{ callSessions(first: 5) { nodes { id startedAt provider { kind } } } }';

/**
 * What GraphiQL shows a newcomer: worked queries over every part of the graph. Each must validate against the schema,
 * and the top of its answer shows what its title promises.
 */
export const exampleQueries = (now: Instant, { hasHistory = false }: ExampleOptions = {}): readonly ExampleQuery[] => [
  {
    title: 'The newest calls of every provider',
    query: `query Newest {
  callSessions(first: 5) {
    nodes { id startedAt provider { kind } }
  }
}`,
  },
  {
    title: 'Page by page: put endCursor into $after',
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
    problems {
      provider { key }
      kind
      message
      isTransient
      retryAfterSeconds
    }
  }
}`,
    variables: { first: 20, after: null },
  },
  {
    title: 'Calls with their legs, agents and recordings',
    query: `query Nested($filter: CallSessionFilter) {
  callSessions(first: 10, filter: $filter) {
    nodes {
      startedAt
      provider { key }
      agents { displayName email }
      legs {
        outcome
        durationSeconds
        agent { displayName }
      }
      recordings { durationSeconds url }
      queues { name }
      customer { number displayName }
      line { number }
    }
  }
}`,
    variables: { filter: { outcome: ['ANSWERED'], hasRecording: true, providers: ['pbx', 'desk', 'tracking'] } },
  },
  {
    title: 'Rows first: what @defer puts off follows in\nparts of its own',
    query: `query Deferred($filter: CallSessionFilter) {
  callSessions(first: 10, filter: $filter) {
    nodes {
      startedAt
      provider { key }
      ... @defer {
        recordings { durationSeconds url }
      }
    }
  }
}`,
    variables: { filter: { hasRecording: true } },
  },
  {
    title: 'The same call, as another phone system saw it',
    query: `query SameCall($filter: CallSessionFilter) {
  callSessions(first: 10, filter: $filter) {
    nodes {
      startedAt
      customer { number }
      related {
        via
        session {
          provider { key }
          startedAt
          durationSeconds
          legs { outcome agent { displayName } }
        }
      }
    }
  }
}`,
    // Calls that another system made known to this portal.
    variables: { filter: { providers: ['portal'], outcome: ['ANSWERED'], bitrix24: { externalCallId: { gte: '0' } } } },
  },
  {
    title: 'Missed and abandoned calls of seven days',
    query: `query Missed($filter: CallSessionFilter) {
  callSessions(
    first: 20
    filter: $filter
    orderBy: { field: STARTED_AT, direction: ASC }
  ) {
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
    variables: {
      filter: {
        startedAt: { from: daysBefore(now, 7) },
        direction: ['INBOUND'],
        outcome: ['MISSED', 'ABANDONED'],
      },
    },
  },
  {
    title:
      "One call by its provider's own id, with what\nonly this provider knows. An id that a query\nanswered goes into node(id:)",
    query: `query OneCall($provider: ID!, $nativeId: ID!) {
  callSession(
    provider: $provider
    nativeId: $nativeId
  ) {
    id
    startedAt
    endedAt
    outcome
    cost { amount currency }
    details {
      __typename
      ... on Bitrix24Call {
        callFailedCode
        callFailedReason
        crmEntityType
        crmEntityId
      }
      ... on CallgearCall { campaignName }
      ... on VoximplantSession { customData }
      ... on ZoomVoiceCall { engagementId }
    }
    raw
  }
}`,
    // A row of the documentation of voximplant.statistic.get, which the demo's portal has from the start.
    variables: { provider: 'portal', nativeId: '7' },
  },
  {
    title: "One vendor's own filter narrows only its calls:\nproviders leaves out the rest. Below: agents",
    query: `query Ratings($filter: CallSessionFilter) {
  callSessions(first: 3, filter: $filter) {
    totalCount
    nodes {
      startedAt
      rating
      details {
        ... on Bitrix24Call { callVote comment }
      }
    }
  }
  agents(first: 20) {
    nodes {
      displayName
      email
      extension
      isActive
      provider { key }
    }
  }
}`,
    variables: { filter: { providers: ['portal'], bitrix24: { callVote: { gte: 4 } } } },
  },
  {
    title: 'How the providers are, and who can do what',
    query: `query Providers {
  providers {
    key
    kind
    name
    settledThrough
    status {
      state
      lastError
      rateLimit { limit remaining resetsAt }
    }
    capabilities {
      pagination
      maxPageSize
      orderFields
      countsCheaply
      hasLegs
      hasRecordings
      filters
    }
  }
}`,
  },
  ...(hasHistory ? [...HISTORY_QUERIES, ...reportQueries(now)] : []),
  {
    title: 'Write, step 1: a call of your own exchange is\nmade known to Bitrix24, which gives it a callId',
    query: `mutation Register(
  $input: RegisterExternalCallInput!
) {
  registerExternalCall(input: $input) {
    __typename
    ... on RegisteredExternalCall {
      callId
      crmEntityType
      crmEntityId
    }
    ... on ExternalCallRefused { code message }
    ... on ExternalCallOutcomeUnknown { message }
  }
}`,
    variables: {
      input: {
        provider: 'portal',
        userPhoneInner: '101',
        phoneNumber: '+441134960123',
        type: 'TYPE_2',
        lineNumber: '3',
        externalCallId: 'exchange-20260310-1',
        show: false,
      },
    },
  },
  {
    title: 'Write, step 2: put that callId into variables.\nThe call ends, and becomes one of the history',
    query: `mutation Finish(
  $input: FinishExternalCallInput!
) {
  finishExternalCall(input: $input) {
    __typename
    ... on FinishedExternalCall {
      nativeId
      callDuration
      callFailedCode
      cost
      costCurrency
      errors
      session {
        id
        startedAt
        outcome
        durationSeconds
        agents { displayName }
      }
    }
    ... on ExternalCallRefused { code message }
    ... on ExternalCallOutcomeUnknown { message }
  }
}`,
    variables: {
      input: {
        provider: 'portal',
        callId: CALL_ID_OF_STEP_1,
        userPhoneInner: '101',
        durationSeconds: 95,
        cost: '0.3500',
        costCurrency: 'EUR',
        statusCode: 'S_200',
        vote: 5,
        addToChat: false,
      },
    },
  },
  {
    title: 'Write, step 3: the same callId again.\nThe recording of the call is attached',
    query: `mutation Attach(
  $input: AttachExternalCallRecordingInput!
) {
  attachExternalCallRecording(input: $input) {
    __typename
    ... on AttachedExternalCallRecording {
      fileId
    }
    ... on ExternalCallRefused { code message }
    ... on ExternalCallOutcomeUnknown { message }
  }
}`,
    variables: {
      input: { provider: 'portal', callId: CALL_ID_OF_STEP_1, filename: 'call.wav', fileContent: SILENCE },
    },
  },
];

/** The start of the day, as UTC counts days, so many days before a moment. */
const daysBefore = (now: Instant, days: number): string =>
  new Date(Math.floor(now / DAY_MS - days) * DAY_MS).toISOString();

/** Shown where a history is kept. */
const HISTORY_QUERIES: readonly ExampleQuery[] = [
  {
    title: 'How much of each history is kept here',
    query: `query Kept {
  providers {
    key
    history {
      state
      calls
      progress
      keptFrom
      keptThrough
      followedThrough
      lastReadAt
      lastError
    }
  }
}`,
  },
  {
    title: 'What is kept, in the order in which it was\nnoticed. Go on with endCursor in $after',
    query: `query Feed($first: Int!, $after: String) {
  callSessionChanges(
    first: $first
    after: $after
  ) {
    nodes {
      kind
      at
      sessionId
      session {
        startedAt
        provider { key }
        outcome
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    variables: { first: 20, after: null },
  },
];

/** Questions that a kept history answers, over all providers at once. */
const reportQueries = (now: Instant): readonly ExampleQuery[] => [
  {
    title: 'Missed today, not called back: nobody has spoken\nwith these customers since, in any provider',
    query: `query NotCalledBack($filter: CallSessionFilter) {
  callSessions(first: 50, filter: $filter) {
    totalCount
    nodes {
      startedAt
      provider { key }
      outcome
      waitSeconds
      customer { e164 number displayName }
      line { number }
      queues { name }
    }
    isComplete
    problems { provider { key } message }
  }
}`,
    variables: { filter: { startedAt: { from: daysBefore(now, 0) }, isReturned: false } },
  },
  {
    title: "A customer's history: every call with a number,\nhowever it is spelled. Or numberContains, text",
    query: `query History($filter: CallSessionFilter) {
  callSessions(first: 50, filter: $filter) {
    totalCount
    nodes {
      startedAt
      provider { key }
      direction
      outcome
      talkSeconds
      agents { displayName }
      note
    }
    isComplete
    asOf
  }
}`,
    variables: { filter: { startedAt: { from: daysBefore(now, 90) }, customerNumber: ['+44 7700 900123'] } },
  },
];
