import type { CallNode, Table } from './columns.ts';

export type Problem = {
  readonly provider: { readonly key: string };
  readonly message: string;
  readonly isTransient: boolean;
  readonly retryAfterSeconds: number | null;
};

export type CallPage = {
  readonly nodes: readonly (CallNode & {
    readonly exportedId: string;
    readonly exportedProvider: string;
    readonly exportedStart: string;
  })[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly problems: readonly Problem[];
};

/** A page of calls, each with where it came from for whoever watches. */
export const pageQuery = ({
  fragment,
  text,
}: Table): string => `query ExportCalls($filter: CallSessionFilter, $first: Int!, $after: String) {
  page: callSessions(filter: $filter, first: $first, after: $after) {
    nodes { exportedId: id exportedProvider: providerKey exportedStart: startedAt ...${fragment} }
    pageInfo { hasNextPage endCursor }
    problems { provider { key } message isTransient retryAfterSeconds }
  }
}
${text}`;

export const COUNT_QUERY = `query ExportCount($filter: CallSessionFilter) {
  calls: callSessions(filter: $filter, first: 1) { totalCount }
}`;

export type Change = {
  readonly cursor: string;
  readonly kind: string;
  readonly at: string;
  readonly sessionId: string;
  readonly session: CallNode | null;
};

export type ChangePage = {
  readonly nodes: readonly Change[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  /** Changes are read from what is kept. */
  readonly problems?: undefined;
};

/** What was noticed of calls since a moment or a cursor. */
export const changesQuery = ({
  fragment,
  text,
}: Table): string => `query ExportChanges($filter: CallSessionFilter, $first: Int!, $after: String, $since: DateTime) {
  page: callSessionChanges(filter: $filter, first: $first, after: $after, since: $since) {
    nodes { cursor kind at sessionId session { ...${fragment} } }
    pageInfo { hasNextPage endCursor }
  }
}
${text}`;
