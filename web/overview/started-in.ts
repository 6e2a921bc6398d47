import type { CallSessionFilter } from '../graph/generated/graphql.ts';

/** The filter of calls that started within a stretch of time. */
export const startedIn = ({ from, to }: { readonly from: Date; readonly to: Date }): CallSessionFilter => ({
  startedAt: { from: from.toISOString(), to: to.toISOString() },
});
