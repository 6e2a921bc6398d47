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
    "\n  query Page($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter) {\n    callSessions(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      edges {\n        cursor\n        node {\n          nativeId\n          providerKey\n          startedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n      isComplete\n      problems {\n        provider {\n          key\n        }\n        kind\n        message\n        isTransient\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.PageDocument,
    "\n  query Nested {\n    callSessions(first: 3) {\n      nodes {\n        nativeId\n        agents {\n          displayName\n          email\n        }\n        queues {\n          name\n        }\n        cost {\n          amount\n          currency\n        }\n        legs {\n          nativeId\n          agent {\n            displayName\n          }\n          recordings {\n            nativeId\n          }\n          session {\n            nativeId\n          }\n        }\n        recordings {\n          nativeId\n          sizeBytes\n          leg {\n            nativeId\n          }\n          session {\n            note\n            durationSeconds\n          }\n        }\n      }\n    }\n  }\n": typeof types.NestedDocument,
    "\n  query Related($via: [RelationEvidence!], $toleranceSeconds: Int) {\n    callSessions(first: 10) {\n      nodes {\n        nativeId\n        related(via: $via, toleranceSeconds: $toleranceSeconds) {\n          via\n          session {\n            nativeId\n            provider {\n              key\n            }\n          }\n        }\n      }\n      isComplete\n      problems {\n        kind\n        provider {\n          key\n        }\n      }\n    }\n  }\n": typeof types.RelatedDocument,
    "\n  query RelatedByDefault {\n    callSessions(first: 10, filter: { providers: [\"portal\"] }) {\n      nodes {\n        related {\n          via\n          session {\n            nativeId\n            note\n            agents {\n              displayName\n            }\n            related {\n              session {\n                nativeId\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.RelatedByDefaultDocument,
};
const documents: Documents = {
    "\n  query Page($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter) {\n    callSessions(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      edges {\n        cursor\n        node {\n          nativeId\n          providerKey\n          startedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n      isComplete\n      problems {\n        provider {\n          key\n        }\n        kind\n        message\n        isTransient\n        retryAfterSeconds\n      }\n    }\n  }\n": types.PageDocument,
    "\n  query Nested {\n    callSessions(first: 3) {\n      nodes {\n        nativeId\n        agents {\n          displayName\n          email\n        }\n        queues {\n          name\n        }\n        cost {\n          amount\n          currency\n        }\n        legs {\n          nativeId\n          agent {\n            displayName\n          }\n          recordings {\n            nativeId\n          }\n          session {\n            nativeId\n          }\n        }\n        recordings {\n          nativeId\n          sizeBytes\n          leg {\n            nativeId\n          }\n          session {\n            note\n            durationSeconds\n          }\n        }\n      }\n    }\n  }\n": types.NestedDocument,
    "\n  query Related($via: [RelationEvidence!], $toleranceSeconds: Int) {\n    callSessions(first: 10) {\n      nodes {\n        nativeId\n        related(via: $via, toleranceSeconds: $toleranceSeconds) {\n          via\n          session {\n            nativeId\n            provider {\n              key\n            }\n          }\n        }\n      }\n      isComplete\n      problems {\n        kind\n        provider {\n          key\n        }\n      }\n    }\n  }\n": types.RelatedDocument,
    "\n  query RelatedByDefault {\n    callSessions(first: 10, filter: { providers: [\"portal\"] }) {\n      nodes {\n        related {\n          via\n          session {\n            nativeId\n            note\n            agents {\n              displayName\n            }\n            related {\n              session {\n                nativeId\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": types.RelatedByDefaultDocument,
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
export function graphql(source: "\n  query Page($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter) {\n    callSessions(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      edges {\n        cursor\n        node {\n          nativeId\n          providerKey\n          startedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n      isComplete\n      problems {\n        provider {\n          key\n        }\n        kind\n        message\n        isTransient\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  query Page($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter) {\n    callSessions(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      edges {\n        cursor\n        node {\n          nativeId\n          providerKey\n          startedAt\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n      isComplete\n      problems {\n        provider {\n          key\n        }\n        kind\n        message\n        isTransient\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Nested {\n    callSessions(first: 3) {\n      nodes {\n        nativeId\n        agents {\n          displayName\n          email\n        }\n        queues {\n          name\n        }\n        cost {\n          amount\n          currency\n        }\n        legs {\n          nativeId\n          agent {\n            displayName\n          }\n          recordings {\n            nativeId\n          }\n          session {\n            nativeId\n          }\n        }\n        recordings {\n          nativeId\n          sizeBytes\n          leg {\n            nativeId\n          }\n          session {\n            note\n            durationSeconds\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Nested {\n    callSessions(first: 3) {\n      nodes {\n        nativeId\n        agents {\n          displayName\n          email\n        }\n        queues {\n          name\n        }\n        cost {\n          amount\n          currency\n        }\n        legs {\n          nativeId\n          agent {\n            displayName\n          }\n          recordings {\n            nativeId\n          }\n          session {\n            nativeId\n          }\n        }\n        recordings {\n          nativeId\n          sizeBytes\n          leg {\n            nativeId\n          }\n          session {\n            note\n            durationSeconds\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Related($via: [RelationEvidence!], $toleranceSeconds: Int) {\n    callSessions(first: 10) {\n      nodes {\n        nativeId\n        related(via: $via, toleranceSeconds: $toleranceSeconds) {\n          via\n          session {\n            nativeId\n            provider {\n              key\n            }\n          }\n        }\n      }\n      isComplete\n      problems {\n        kind\n        provider {\n          key\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Related($via: [RelationEvidence!], $toleranceSeconds: Int) {\n    callSessions(first: 10) {\n      nodes {\n        nativeId\n        related(via: $via, toleranceSeconds: $toleranceSeconds) {\n          via\n          session {\n            nativeId\n            provider {\n              key\n            }\n          }\n        }\n      }\n      isComplete\n      problems {\n        kind\n        provider {\n          key\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RelatedByDefault {\n    callSessions(first: 10, filter: { providers: [\"portal\"] }) {\n      nodes {\n        related {\n          via\n          session {\n            nativeId\n            note\n            agents {\n              displayName\n            }\n            related {\n              session {\n                nativeId\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RelatedByDefault {\n    callSessions(first: 10, filter: { providers: [\"portal\"] }) {\n      nodes {\n        related {\n          via\n          session {\n            nativeId\n            note\n            agents {\n              displayName\n            }\n            related {\n              session {\n                nativeId\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;