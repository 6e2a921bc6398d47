import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { CallList, type Problem, RecordingLinks } from '../parts/call-list.tsx';
import { Calls } from './calls.ts';

type Answer = {
  readonly callSessions: {
    readonly edges: readonly { readonly node: Call }[];
    readonly problems: readonly Problem[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};
type Call = {
  readonly id: string;
  readonly startedAt: string;
  /** Undefined until they come. */
  readonly recordings?: readonly { readonly id: string; readonly url: string | null }[] | null;
};

export function App() {
  const { data, error, fetchMore, networkStatus } = useQuery<Answer, { first: number; after?: string | null }>(Calls, {
    variables: { first: 20 },
  });
  const calls = (data)?.callSessions;
  if (!calls) return <p>{error ? error.message : 'Reading calls…'}</p>;
  const { edges, problems, pageInfo } = calls;
  const canReadMore = pageInfo.hasNextPage && networkStatus !== NetworkStatus.fetchMore;
  return (
    <CallList
      problems={problems}
      readMore={canReadMore ? () => void fetchMore({ variables: { after: pageInfo.endCursor } }) : null}
    >
      {edges.map(({ node: { id, startedAt, recordings } }) => (
        <li key={id}>
          <time>{startedAt}</time> <RecordingLinks recordings={recordings} />
        </li>
      ))}
    </CallList>
  );
}
