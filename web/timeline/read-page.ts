import type { Client } from '@urql/core';
import type { CallSessionFilter, OrderDirection } from '../graph/generated/graphql.ts';
import { readFragment } from '../graph/generated/index.ts';
import { hiddenFields } from './hidden-fields.ts';
import { CallRow, TimelineCalls } from './queries.ts';

/** So many calls are read at once. */
export const PAGE = 100;

type ReadPageOptions = {
  readonly client: Client;
  readonly filter: CallSessionFilter;
  /** DESC: from the newest call on; ASC: from the oldest. */
  readonly direction: OrderDirection;
  /** Where an earlier page ended; null: from the first call on. */
  readonly after?: string | null;
  /** How old what the vendors said may be; null: as old as the server keeps it. */
  readonly maxAgeSeconds?: number | null;
};

/** Reads a page of calls, and where the next one begins: null where there is none. */
export async function readPage({ client, filter, direction, after = null, maxAgeSeconds = null }: ReadPageOptions) {
  const { data, error } = await client
    .query(TimelineCalls, { first: PAGE, after, filter, direction, maxAgeSeconds }, { requestPolicy: 'network-only' })
    .toPromise();
  if (!data) return { error: error! };
  const { nodes, pageInfo, asOf, problems } = data.callSessions;
  return {
    calls: readFragment(CallRow, nodes),
    cursor: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
    asOf,
    problems,
    hidden: hiddenFields(error),
  };
}

/** The part of a filter's span that lies before a moment. */
export function beforeMoment(filter: CallSessionFilter, moment: string): CallSessionFilter {
  const { from, to } = filter.startedAt ?? {};
  const isEarlier = to && Date.parse(to) < Date.parse(moment);
  return { ...filter, startedAt: { ...(from && { from }), to: isEarlier ? to : moment } };
}

/** The part of a filter's span from a moment on. */
export function fromMoment(filter: CallSessionFilter, moment: string): CallSessionFilter {
  const { from, to } = filter.startedAt ?? {};
  const isLater = from && Date.parse(from) > Date.parse(moment);
  return { ...filter, startedAt: { from: isLater ? from : moment, ...(to && { to }) } };
}
