import { DAY_MS, type Instant } from '../time/instant.ts';

/** A query that GraphiQL opens with, in a tab of its own. */
export type ExampleQuery = {
  /** The comment above the query, in lines that the narrow half of GraphiQL shows whole. */
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** Ends a call only once it is filled in: the id of a call that exists would have a newcomer change that one instead. */
const CALL_ID_OF_STEP_1 = 'put the callId of step 1 here';
/** A WAV file of forty samples. */
const SILENCE =
  'UklGRkwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YSgAAACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICA';

/** The query that the demo's screen names, and the first tab. */
export const FIRST_QUERY = '{ callSessions(first: 5) { nodes { id startedAt provider { kind } } } }';

/** What GraphiQL shows a newcomer: worked queries over every part of the graph. Each must validate against the schema. */
export const exampleQueries = (now: Instant): readonly ExampleQuery[] => [
  {
    title: 'The newest calls of every provider',
    query: `query NewestCalls {
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
    title: 'The same call, as another phone system saw it',
    query: `query SameCall($first: Int!) {
  callSessions(first: $first, filter: { providers: ["portal"] }) {
    nodes {
      startedAt
      customer { number }
      related {
        via
        session { provider { key } startedAt durationSeconds legs { outcome agent { displayName } } }
      }
    }
  }
}`,
    variables: { first: 50 },
  },
  {
    title: 'Missed and abandoned calls of seven days',
    query: `query Missed($filter: CallSessionFilter) {
  callSessions(first: 20, filter: $filter, orderBy: { field: STARTED_AT, direction: ASC }) {
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
  callSession(provider: $provider, nativeId: $nativeId) {
    id
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
}`,
    // A row of the documentation of voximplant.statistic.get, which the demo's portal has from the start.
    variables: { provider: 'portal', nativeId: '7' },
  },
  {
    title: "Agents, and one vendor's own filter: it narrows\nonly its calls, so providers leaves out the rest",
    query: `query AgentsAndRatings($filter: CallSessionFilter) {
  agents(first: 20) {
    nodes { displayName email extension isActive provider { key } }
  }
  callSessions(first: 10, filter: $filter) {
    totalCount
    nodes {
      startedAt
      rating
      details { ... on Bitrix24Call { callVote comment portalUserId } }
    }
  }
}`,
    variables: { filter: { providers: ['portal'], bitrix24: { callVote: { gte: 4 } } } },
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
  {
    title: 'Write, step 1: a call of your own exchange is\nmade known to Bitrix24, which gives it a callId',
    query: `mutation RegisterCall($input: RegisterExternalCallInput!) {
  registerExternalCall(input: $input) {
    __typename
    ... on RegisteredExternalCall { callId crmEntityType crmEntityId }
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
    query: `mutation FinishCall($input: FinishExternalCallInput!) {
  finishExternalCall(input: $input) {
    __typename
    ... on FinishedExternalCall {
      nativeId
      callDuration
      callFailedCode
      cost
      costCurrency
      errors
      session { id startedAt outcome durationSeconds agents { displayName } }
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
    query: `mutation AttachRecording($input: AttachExternalCallRecordingInput!) {
  attachExternalCallRecording(input: $input) {
    __typename
    ... on AttachedExternalCallRecording { fileId }
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
