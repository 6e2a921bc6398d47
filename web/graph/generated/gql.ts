/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query FilterProviders {\n    providers {\n      id\n      key\n      name\n      kind\n    }\n  }\n": typeof types.FilterProvidersDocument,
    "\n  query FilterPeople($search: String) {\n    people(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        displayName\n        email\n        agents {\n          id\n          provider {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.FilterPeopleDocument,
    "\n  query FilterQueues($search: String) {\n    queues(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        provider {\n          id\n          name\n        }\n      }\n    }\n  }\n": typeof types.FilterQueuesDocument,
    "\n  query FilterLines($search: String) {\n    lines(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        party {\n          number\n          e164\n        }\n      }\n    }\n  }\n": typeof types.FilterLinesDocument,
    "\n  query FilterNames($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      id\n      ... on Person {\n        displayName\n      }\n      ... on Agent {\n        agentName: displayName\n      }\n      ... on Queue {\n        name\n      }\n    }\n  }\n": typeof types.FilterNamesDocument,
    "\n  fragment Problem on ProviderProblem {\n    provider {\n      id\n      name\n    }\n    kind\n    message\n    isTransient\n    retryAfterSeconds\n  }\n": typeof types.ProblemFragmentDoc,
    "\n  fragment CallRow on CallSession {\n    id\n    startedAt\n    durationSeconds\n    talkSeconds\n    waitSeconds\n    direction\n    kind\n    outcome\n    customer {\n      number\n      e164\n      displayName\n    }\n    line {\n      number\n      e164\n      displayName\n    }\n    agents {\n      id\n      displayName\n      extension\n    }\n    queues {\n      id\n      name\n    }\n    recordings {\n      id\n      kind\n      isAvailable\n    }\n    provider {\n      id\n      key\n      name\n      kind\n    }\n    cost {\n      amount\n      currency\n    }\n    rating\n    note\n  }\n": typeof types.CallRowFragmentDoc,
    "\n  query TimelineCalls(\n    $first: Int!\n    $after: String\n    $filter: CallSessionFilter\n    $direction: OrderDirection!\n    $maxAgeSeconds: Int\n  ) {\n    callSessions(\n      first: $first\n      after: $after\n      filter: $filter\n      orderBy: { field: STARTED_AT, direction: $direction }\n      maxAgeSeconds: $maxAgeSeconds\n    ) {\n      nodes {\n        ...CallRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      asOf\n      isComplete\n      problems {\n        ...Problem\n      }\n    }\n  }\n": typeof types.TimelineCallsDocument,
    "\n  query TimelineCount($filter: CallSessionFilter) {\n    callSessions(first: 1, filter: $filter) {\n      totalCount\n    }\n  }\n": typeof types.TimelineCountDocument,
    "\n  query TimelineNodes($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      __typename\n      id\n      ...CallRow\n    }\n  }\n": typeof types.TimelineNodesDocument,
    "\n  subscription TimelineChanges($after: String, $filter: CallSessionFilter) {\n    callSessionChanges(after: $after, filter: $filter) {\n      cursor\n      kind\n      sessionId\n      session {\n        ...CallRow\n      }\n    }\n  }\n": typeof types.TimelineChangesDocument,
};
const documents: Documents = {
    "\n  query FilterProviders {\n    providers {\n      id\n      key\n      name\n      kind\n    }\n  }\n": types.FilterProvidersDocument,
    "\n  query FilterPeople($search: String) {\n    people(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        displayName\n        email\n        agents {\n          id\n          provider {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": types.FilterPeopleDocument,
    "\n  query FilterQueues($search: String) {\n    queues(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        provider {\n          id\n          name\n        }\n      }\n    }\n  }\n": types.FilterQueuesDocument,
    "\n  query FilterLines($search: String) {\n    lines(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        party {\n          number\n          e164\n        }\n      }\n    }\n  }\n": types.FilterLinesDocument,
    "\n  query FilterNames($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      id\n      ... on Person {\n        displayName\n      }\n      ... on Agent {\n        agentName: displayName\n      }\n      ... on Queue {\n        name\n      }\n    }\n  }\n": types.FilterNamesDocument,
    "\n  fragment Problem on ProviderProblem {\n    provider {\n      id\n      name\n    }\n    kind\n    message\n    isTransient\n    retryAfterSeconds\n  }\n": types.ProblemFragmentDoc,
    "\n  fragment CallRow on CallSession {\n    id\n    startedAt\n    durationSeconds\n    talkSeconds\n    waitSeconds\n    direction\n    kind\n    outcome\n    customer {\n      number\n      e164\n      displayName\n    }\n    line {\n      number\n      e164\n      displayName\n    }\n    agents {\n      id\n      displayName\n      extension\n    }\n    queues {\n      id\n      name\n    }\n    recordings {\n      id\n      kind\n      isAvailable\n    }\n    provider {\n      id\n      key\n      name\n      kind\n    }\n    cost {\n      amount\n      currency\n    }\n    rating\n    note\n  }\n": types.CallRowFragmentDoc,
    "\n  query TimelineCalls(\n    $first: Int!\n    $after: String\n    $filter: CallSessionFilter\n    $direction: OrderDirection!\n    $maxAgeSeconds: Int\n  ) {\n    callSessions(\n      first: $first\n      after: $after\n      filter: $filter\n      orderBy: { field: STARTED_AT, direction: $direction }\n      maxAgeSeconds: $maxAgeSeconds\n    ) {\n      nodes {\n        ...CallRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      asOf\n      isComplete\n      problems {\n        ...Problem\n      }\n    }\n  }\n": types.TimelineCallsDocument,
    "\n  query TimelineCount($filter: CallSessionFilter) {\n    callSessions(first: 1, filter: $filter) {\n      totalCount\n    }\n  }\n": types.TimelineCountDocument,
    "\n  query TimelineNodes($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      __typename\n      id\n      ...CallRow\n    }\n  }\n": types.TimelineNodesDocument,
    "\n  subscription TimelineChanges($after: String, $filter: CallSessionFilter) {\n    callSessionChanges(after: $after, filter: $filter) {\n      cursor\n      kind\n      sessionId\n      session {\n        ...CallRow\n      }\n    }\n  }\n": types.TimelineChangesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterProviders {\n    providers {\n      id\n      key\n      name\n      kind\n    }\n  }\n"): (typeof documents)["\n  query FilterProviders {\n    providers {\n      id\n      key\n      name\n      kind\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterPeople($search: String) {\n    people(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        displayName\n        email\n        agents {\n          id\n          provider {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FilterPeople($search: String) {\n    people(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        displayName\n        email\n        agents {\n          id\n          provider {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterQueues($search: String) {\n    queues(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        provider {\n          id\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FilterQueues($search: String) {\n    queues(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        provider {\n          id\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterLines($search: String) {\n    lines(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        party {\n          number\n          e164\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FilterLines($search: String) {\n    lines(first: 100, filter: { search: $search }) {\n      nodes {\n        id\n        name\n        party {\n          number\n          e164\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterNames($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      id\n      ... on Person {\n        displayName\n      }\n      ... on Agent {\n        agentName: displayName\n      }\n      ... on Queue {\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query FilterNames($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      id\n      ... on Person {\n        displayName\n      }\n      ... on Agent {\n        agentName: displayName\n      }\n      ... on Queue {\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Problem on ProviderProblem {\n    provider {\n      id\n      name\n    }\n    kind\n    message\n    isTransient\n    retryAfterSeconds\n  }\n"): (typeof documents)["\n  fragment Problem on ProviderProblem {\n    provider {\n      id\n      name\n    }\n    kind\n    message\n    isTransient\n    retryAfterSeconds\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallRow on CallSession {\n    id\n    startedAt\n    durationSeconds\n    talkSeconds\n    waitSeconds\n    direction\n    kind\n    outcome\n    customer {\n      number\n      e164\n      displayName\n    }\n    line {\n      number\n      e164\n      displayName\n    }\n    agents {\n      id\n      displayName\n      extension\n    }\n    queues {\n      id\n      name\n    }\n    recordings {\n      id\n      kind\n      isAvailable\n    }\n    provider {\n      id\n      key\n      name\n      kind\n    }\n    cost {\n      amount\n      currency\n    }\n    rating\n    note\n  }\n"): (typeof documents)["\n  fragment CallRow on CallSession {\n    id\n    startedAt\n    durationSeconds\n    talkSeconds\n    waitSeconds\n    direction\n    kind\n    outcome\n    customer {\n      number\n      e164\n      displayName\n    }\n    line {\n      number\n      e164\n      displayName\n    }\n    agents {\n      id\n      displayName\n      extension\n    }\n    queues {\n      id\n      name\n    }\n    recordings {\n      id\n      kind\n      isAvailable\n    }\n    provider {\n      id\n      key\n      name\n      kind\n    }\n    cost {\n      amount\n      currency\n    }\n    rating\n    note\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TimelineCalls(\n    $first: Int!\n    $after: String\n    $filter: CallSessionFilter\n    $direction: OrderDirection!\n    $maxAgeSeconds: Int\n  ) {\n    callSessions(\n      first: $first\n      after: $after\n      filter: $filter\n      orderBy: { field: STARTED_AT, direction: $direction }\n      maxAgeSeconds: $maxAgeSeconds\n    ) {\n      nodes {\n        ...CallRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      asOf\n      isComplete\n      problems {\n        ...Problem\n      }\n    }\n  }\n"): (typeof documents)["\n  query TimelineCalls(\n    $first: Int!\n    $after: String\n    $filter: CallSessionFilter\n    $direction: OrderDirection!\n    $maxAgeSeconds: Int\n  ) {\n    callSessions(\n      first: $first\n      after: $after\n      filter: $filter\n      orderBy: { field: STARTED_AT, direction: $direction }\n      maxAgeSeconds: $maxAgeSeconds\n    ) {\n      nodes {\n        ...CallRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      asOf\n      isComplete\n      problems {\n        ...Problem\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TimelineCount($filter: CallSessionFilter) {\n    callSessions(first: 1, filter: $filter) {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query TimelineCount($filter: CallSessionFilter) {\n    callSessions(first: 1, filter: $filter) {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TimelineNodes($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      __typename\n      id\n      ...CallRow\n    }\n  }\n"): (typeof documents)["\n  query TimelineNodes($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      __typename\n      id\n      ...CallRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TimelineChanges($after: String, $filter: CallSessionFilter) {\n    callSessionChanges(after: $after, filter: $filter) {\n      cursor\n      kind\n      sessionId\n      session {\n        ...CallRow\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription TimelineChanges($after: String, $filter: CallSessionFilter) {\n    callSessionChanges(after: $after, filter: $filter) {\n      cursor\n      kind\n      sessionId\n      session {\n        ...CallRow\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;