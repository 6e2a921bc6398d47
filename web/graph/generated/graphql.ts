/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What went wrong with a provider, said by what can be done about it. */
export type ProviderProblemKind =
  /** The settings of this server do not fit the account. */
  | 'MISCONFIGURED'
  /** The vendor refuses our credentials. */
  | 'UNAUTHORIZED'
  /** The credentials are good, but do not allow this. */
  | 'FORBIDDEN'
  /** The vendor asks for fewer requests: see retryAfterSeconds. */
  | 'RATE_LIMITED'
  /** The vendor cannot be reached, or fails. */
  | 'UNAVAILABLE'
  /** The vendor took longer than the provider's share of a page. */
  | 'TIMED_OUT'
  /** The vendor answered something that cannot be understood. */
  | 'UNREADABLE'
  /** The vendor cannot do this. */
  | 'UNSUPPORTED';

/** How a call ended, in words that mean the same for every provider. The provider's own are in outcomeDetail. */
export type CallOutcome =
  /** Two people spoke. */
  | 'ANSWERED'
  /** It rang, and nobody answered. */
  | 'MISSED'
  /** The caller hung up while waiting, in a menu or a queue. */
  | 'ABANDONED'
  /** The number called was busy. */
  | 'BUSY'
  /** Whoever was called refused it. */
  | 'DECLINED'
  /** Whoever called gave up before it was answered. */
  | 'CANCELLED'
  /** The caller reached voice mail. */
  | 'VOICEMAIL'
  /** It could not be connected: a wrong number, a network, no credit. */
  | 'FAILED'
  /** A rule of the company kept it away: a black list, closed hours, a forbidden direction. */
  | 'BLOCKED'
  /** It has not ended yet. */
  | 'ONGOING'
  /** The provider does not say, or says something nobody has documented: see outcomeDetail. */
  | 'UNKNOWN';

export type ProblemFragment = { kind: ProviderProblemKind, message: string, isTransient: boolean, retryAfterSeconds: number | null, provider: { id: string, name: string } } & { ' $fragmentName'?: 'ProblemFragment' };

export type TimelineCallsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type TimelineCallsQuery = { callSessions: { nodes: Array<{ id: string, startedAt: string, durationSeconds: number | null, outcome: CallOutcome, customer: { number: string | null } | null }>, problems: Array<{ ' $fragmentRefs'?: { 'ProblemFragment': ProblemFragment } }> } };

export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isTransient"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const TimelineCallsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TimelineCalls"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problems"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProviderProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"isTransient"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]} as unknown as DocumentNode<TimelineCallsQuery, TimelineCallsQueryVariables>;