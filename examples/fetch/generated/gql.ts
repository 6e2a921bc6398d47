/* eslint-disable */
import * as types from './graphql.ts';



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
    "\n  query MissedCalls($since: DateTime!, $after: String) {\n    callSessions(\n      first: 100\n      after: $after\n      filter: { direction: [INBOUND], outcome: [MISSED, ABANDONED], startedAt: { from: $since } }\n    ) {\n      nodes {\n        id\n        startedAt\n        outcome\n        customer {\n          number\n          e164\n          displayName\n        }\n        agents {\n          displayName\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      problems {\n        provider {\n          name\n        }\n        message\n      }\n    }\n  }\n": typeof types.MissedCallsDocument,
};
const documents: Documents = {
    "\n  query MissedCalls($since: DateTime!, $after: String) {\n    callSessions(\n      first: 100\n      after: $after\n      filter: { direction: [INBOUND], outcome: [MISSED, ABANDONED], startedAt: { from: $since } }\n    ) {\n      nodes {\n        id\n        startedAt\n        outcome\n        customer {\n          number\n          e164\n          displayName\n        }\n        agents {\n          displayName\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      problems {\n        provider {\n          name\n        }\n        message\n      }\n    }\n  }\n": types.MissedCallsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MissedCalls($since: DateTime!, $after: String) {\n    callSessions(\n      first: 100\n      after: $after\n      filter: { direction: [INBOUND], outcome: [MISSED, ABANDONED], startedAt: { from: $since } }\n    ) {\n      nodes {\n        id\n        startedAt\n        outcome\n        customer {\n          number\n          e164\n          displayName\n        }\n        agents {\n          displayName\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      problems {\n        provider {\n          name\n        }\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MissedCallsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
