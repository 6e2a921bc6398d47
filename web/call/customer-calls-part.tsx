import { useQuery } from 'urql';
import { messageOf } from '../graph/error-at.ts';
import { graphql } from '../graph/generated/index.ts';
import { writeFilter } from '../filters/address.ts';
import { Panel } from '../parts/panel.tsx';
import { Icon } from '../parts/icon.tsx';
import { formatDay, formatDuration, formatShortTime } from '../parts/format.ts';
import { toneOf } from '../parts/outcome-badge.tsx';
import { ProblemsNote } from '../parts/problems-note.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import { PartNote, PartState } from './part-state.tsx';
import styles from './customer-calls-part.module.css';

const CustomerCalls = graphql(`
  query CustomerCalls($number: String!, $first: Int!) {
    callSessions(first: $first, filter: { customerNumber: [$number] }) {
      nodes {
        id
        startedAt
        durationSeconds
        direction
        outcome
        provider {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
      }
      problems {
        ...Problem
      }
    }
  }
`);

/** How many are shown here; the list of calls shows all of them. */
const SHOWN = 8;
/** The call itself, and what other systems have of it. */
const MOST_OWN = 4;

type CustomerCallsPartProps = {
  /** The call that is shown, also as other systems have it. */
  readonly ownIds: readonly string[];
  readonly number: string | null;
  readonly isForbidden: boolean;
};

/** The other calls of the customer in all systems, newest first. */
export function CustomerCallsPart({ ownIds, number, isForbidden }: CustomerCallsPartProps) {
  if (number === null)
    return (
      <Panel title={texts.call.customerCalls}>
        <PartNote>{isForbidden ? texts.call.numbersHidden : texts.call.noCustomer}</PartNote>
      </Panel>
    );
  return <Known ownIds={ownIds} number={number} />;
}

function Known({ ownIds, number }: { readonly ownIds: readonly string[]; readonly number: string }) {
  const [{ data, error }, read] = useQuery({ query: CustomerCalls, variables: { number, first: SHOWN + MOST_OWN } });
  const others = data?.callSessions.nodes.filter(({ id }) => !ownIds.includes(id)).slice(0, SHOWN);
  return (
    <Panel
      title={texts.call.customerCalls}
      actions={<Link to={pathOf.calls(writeFilter({ customers: [number] }))}>{texts.call.allCustomerCalls}</Link>}
    >
      <PartState
        value={others}
        error={error ? messageOf(error) : null}
        onAgain={() => read({ requestPolicy: 'network-only' })}
        lines={4}
        empty={texts.call.noCustomerCalls}
      >
        {(calls) => (
          <ol className={styles.list}>
            {calls.map(({ id, startedAt, durationSeconds, direction, outcome, provider }) => (
              <li key={id}>
                <Link to={pathOf.call(id)} className={styles.call}>
                  <span className={styles.way} data-tone={toneOf(outcome)}>
                    <Icon name={direction === 'OUTBOUND' ? 'outbound' : 'inbound'} />
                  </span>
                  <span>
                    {formatDay(startedAt)}, {formatShortTime(startedAt)}
                  </span>
                  <span className={styles.length}>{formatDuration(durationSeconds)}</span>
                  <span className={styles.about}>
                    {texts.direction[direction]}, {texts.outcome[outcome].toLowerCase()} · {provider.name}
                  </span>
                </Link>
              </li>
            ))}
          </ol>
        )}
      </PartState>
      {data && <ProblemsNote problems={data.callSessions.problems} />}
    </Panel>
  );
}
