import { useState } from 'react';
import { useQuery } from 'urql';
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
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching, stale, hasNext }] = useQuery<Answer>({
    query: Calls,
    variables: after === null ? { first: 20 } : { first: 20, after },
  });
  if (!data) return <p>{error ? error.message : 'Reading calls…'}</p>;
  const { edges, problems, pageInfo } = data.callSessions;
  const isReading = fetching || stale || hasNext;
  return (
    <CallList
      problems={problems}
      readMore={pageInfo.hasNextPage && !isReading ? () => setAfter(pageInfo.endCursor) : null}
    >
      {edges.map(({ node: { id, startedAt, recordings } }) => (
        <li key={id}>
          <time>{startedAt}</time> <RecordingLinks recordings={recordings} />
        </li>
      ))}
    </CallList>
  );
}
