import type { Ask } from '../domain/ask.ts';
import { PROBLEMS, askGraph } from './ask-graph.ts';
import { CALL_ROW, type CallRow, LONGEST_NAME, showCall, showTime } from './show.ts';
import type { ToolAnswer } from './tool.ts';

/** A page of calls, newest first unless it says otherwise. */
export const CALL_PAGE = `query Calls($filter: CallSessionFilter, $first: Int, $after: String, $orderBy: CallSessionOrder) {
  calls: callSessions(filter: $filter, first: $first, after: $after, orderBy: $orderBy) {
    totalCount asOf nodes { ${CALL_ROW} } pageInfo { hasNextPage endCursor } ${PROBLEMS}
  }
}`;

type CallPage = {
  readonly totalCount: number | null;
  readonly asOf: string;
  readonly nodes: readonly CallRow[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

type PageQuestion = {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly isOldestFirst?: boolean;
};

/** Asks for a page of calls, and shows it. */
export async function askCallPage(
  ask: Ask,
  { filter, limit, after, isOldestFirst = false }: PageQuestion,
): Promise<ToolAnswer> {
  const orderBy = { field: 'STARTED_AT', direction: isOldestFirst ? 'ASC' : 'DESC' };
  const { data, problems } = await askGraph<{ calls: CallPage | null }>(ask, CALL_PAGE, {
    ...{ filter, first: limit, orderBy },
    ...(after !== undefined && { after }),
  });
  const { nodes = [], totalCount, pageInfo, asOf } = data.calls ?? {};
  return {
    calls: nodes.map((call) => showCall(call, LONGEST_NAME)),
    ...(totalCount !== null && { total: totalCount }),
    ...(pageInfo?.hasNextPage && { next: pageInfo.endCursor }),
    ...(asOf !== undefined && { asOf: showTime(asOf) }),
    problems,
  };
}
