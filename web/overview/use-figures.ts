import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { useAnewEachMinute } from '../graph/use-anew-each-minute.ts';
import type { Range } from './range.ts';

/** Asks about a range, and again with each minute. Until another range is read, the figures of the one before are there. */
export function useFigures<Data, Variables extends AnyVariables>(
  { from, to }: Range,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) {
  const context = useAnewEachMinute();
  const [{ data, error, fetching }, read] = useQuery<Data, Variables>({ query, variables, context });
  const shown = `${from.getTime()} ${to.getTime()}`;
  const range = useMemo(() => shown, [data]);
  return {
    ...{ data, error, fetching },
    isOfOther: data !== undefined && range !== shown,
    read: () => read({ requestPolicy: 'network-only' }),
  };
}
