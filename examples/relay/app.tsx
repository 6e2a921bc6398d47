import { Suspense, useTransition } from 'react';
import { useFragment, useLazyLoadQuery, usePaginationFragment, useRefetchableFragment } from 'react-relay';
import { CallList, RecordingLinks } from '../parts/call-list.tsx';
import appQuery, { type appQuery as AppQuery } from './generated/appQuery.graphql.ts';
import type { appQueryCallQuery as CallQuery } from './generated/appQueryCallQuery.graphql.ts';
import type { appQueryPageQuery as PageQuery } from './generated/appQueryPageQuery.graphql.ts';
import callFragment, { type appQuery_call$key as CallKey } from './generated/appQuery_call.graphql.ts';
import callsFragment, { type appQuery_calls$key as CallsKey } from './generated/appQuery_calls.graphql.ts';
import recordingsFragment, {
  type appQuery_recordings$key as RecordingsKey,
} from './generated/appQuery_recordings.graphql.ts';

export function App() {
  return <Calls query={useLazyLoadQuery<AppQuery>(appQuery, {})} />;
}

function Calls({ query }: { readonly query: CallsKey }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<PageQuery, CallsKey>(callsFragment, query);
  const { edges, problems } = data.callSessions;
  return (
    <CallList problems={problems} readMore={hasNext && !isLoadingNext ? () => void loadNext(20) : null}>
      {edges.map(({ node }) => (
        <li key={node.id}>
          <Call call={node} />
          <Suspense fallback={<span>…</span>}>
            <Recordings call={node} />
          </Suspense>
        </li>
      ))}
    </CallList>
  );
}

/** A call, which can be read again by its id. */
function Call({ call }: { readonly call: CallKey }) {
  const [data, refetch] = useRefetchableFragment<CallQuery, CallKey>(callFragment, call);
  const [isReading, startReading] = useTransition();
  const { startedAt, durationSeconds, note } = data;
  return (
    <>
      <time>{startedAt}</time> {durationSeconds} s {note}{' '}
      <button
        type="button"
        disabled={isReading}
        onClick={() => startReading(() => void refetch({}, { fetchPolicy: 'network-only' }))}
      >
        Read again
      </button>{' '}
    </>
  );
}

/** What is behind @defer: it waits until that has come. */
function Recordings({ call }: { readonly call: RecordingsKey }) {
  return <RecordingLinks recordings={useFragment(recordingsFragment, call).recordings} />;
}
