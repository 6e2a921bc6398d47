/** A query that GraphiQL opens with, in a tab of its own. */
export type ExampleQuery = {
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** The call of the documentation of telephony.externalCall.finish: the demo's portal knows it from the start. */
const DOCUMENTED_CALL_ID = 'externalCall.716f1cb73def9700a23842adf9c4c568.1773130779';
/** A WAV file of forty samples. */
const SILENCE =
  'UklGRkwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YSgAAACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICA';

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
  {
    title: 'Write, step 1: a call of your telephone exchange is made known to Bitrix24, which gives it a callId',
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
        phoneNumber: '+447700900123',
        type: 'TYPE_2',
        lineNumber: '3',
        externalCallId: 'exchange-20260310-1',
        show: false,
      },
    },
  },
  {
    title:
      "Write, step 2: it ends, and becomes a call of the history. This callId is the documentation's; yours does too",
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
        callId: DOCUMENTED_CALL_ID,
        userId: '1269',
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
    title: 'Write, step 3: its recording is attached',
    query: `mutation AttachRecording($input: AttachExternalCallRecordingInput!) {
  attachExternalCallRecording(input: $input) {
    __typename
    ... on AttachedExternalCallRecording { fileId }
    ... on ExternalCallRefused { code message }
    ... on ExternalCallOutcomeUnknown { message }
  }
}`,
    variables: {
      input: { provider: 'portal', callId: DOCUMENTED_CALL_ID, filename: 'call.wav', fileContent: SILENCE },
    },
  },
];
