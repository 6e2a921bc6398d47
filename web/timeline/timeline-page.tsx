import { useState } from 'react';
import { useQuery } from 'urql';
import { readFilter } from '../filters/address.ts';
import { toCallSessionFilter } from '../filters/to-call-session-filter.ts';
import { graphql } from '../graph/generated/index.ts';
import { formatDuration, formatInstant } from '../parts/format.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemsNote } from '../parts/problems-note.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FailureNote } from '../parts/state-note.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { useRoute } from '../place/use-place.ts';
import { texts } from '../texts.ts';

const TimelineCalls = graphql(`
  query TimelineCalls($first: Int!, $after: String, $filter: CallSessionFilter) {
    callSessions(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        startedAt
        durationSeconds
        outcome
        customer {
          number
        }
      }
      problems {
        ...Problem
      }
    }
  }
`);

/** All calls of all systems, newest on top. */
export function TimelinePage() {
  const { search } = useRoute();
  const { filter } = readFilter(search);
  const [now] = useState(() => new Date());
  const [{ data, error }, read] = useQuery({
    query: TimelineCalls,
    variables: { first: 50, filter: toCallSessionFilter(filter, now) },
  });
  return (
    <Page title={texts.timeline.title}>
      {data ? (
        <>
          <ProblemsNote problems={data.callSessions.problems} />
          <ol>
            {data.callSessions.nodes.map(({ id, startedAt, durationSeconds, outcome, customer }) => (
              <li key={id}>
                <Link to={pathOf.call(id)}>{formatInstant(startedAt)}</Link> {customer?.number}{' '}
                {formatDuration(durationSeconds)} <OutcomeBadge outcome={outcome} />
              </li>
            ))}
          </ol>
        </>
      ) : error ? (
        <FailureNote error={error} onAgain={() => read({ requestPolicy: 'network-only' })} />
      ) : (
        <Skeleton lines={12} />
      )}
    </Page>
  );
}
