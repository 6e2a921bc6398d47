/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How a call ended, in words that mean the same for every provider. The provider's own are in outcomeDetail. */
export type CallOutcome =
  /** The caller hung up while waiting, in a menu or a queue. */
  | 'ABANDONED'
  /** Two people spoke. */
  | 'ANSWERED'
  /** A rule of the company kept it away: a black list, closed hours, a forbidden direction. */
  | 'BLOCKED'
  /** The number called was busy. */
  | 'BUSY'
  /** Whoever called gave up before it was answered. */
  | 'CANCELLED'
  /** Whoever was called refused it. */
  | 'DECLINED'
  /** It could not be connected: a wrong number, a network, no credit. */
  | 'FAILED'
  /** It rang, and nobody answered. */
  | 'MISSED'
  /** It has not ended yet. */
  | 'ONGOING'
  /** The provider does not say, or says something nobody has documented: see outcomeDetail. */
  | 'UNKNOWN'
  /** The caller reached voice mail. */
  | 'VOICEMAIL';

export type MissedCallsQueryVariables = Exact<{
  since: string;
  after?: string | null | undefined;
}>;


export type MissedCallsQuery = { callSessions: { nodes: Array<{ id: string, startedAt: string, outcome: CallOutcome, customer: { number: string | null, e164: string | null, displayName: string | null } | null, agents: Array<{ displayName: string | null }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, problems: Array<{ message: string, provider: { name: string } }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const MissedCallsDocument = new TypedDocumentString(`
    query MissedCalls($since: DateTime!, $after: String) {
  callSessions(
    first: 100
    after: $after
    filter: {direction: [INBOUND], outcome: [MISSED, ABANDONED], startedAt: {from: $since}}
  ) {
    nodes {
      id
      startedAt
      outcome
      customer {
        number
        e164
        displayName
      }
      agents {
        displayName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    problems {
      provider {
        name
      }
      message
    }
  }
}
    `) as unknown as TypedDocumentString<MissedCallsQuery, MissedCallsQueryVariables>;