import { writeFilter } from '../filters/address.ts';
import type { OverviewNotCalledBackQuery } from '../graph/generated/graphql.ts';
import { formatAgo, formatDuration, formatInstant, formatNumber } from '../parts/format.ts';
import { Panel } from '../parts/panel.tsx';
import { ProblemsNote } from '../parts/problems-note.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FailureNote, StateNote } from '../parts/state-note.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import { OverviewNotCalledBack } from './overview-queries.ts';
import type { Range } from './range.ts';
import { startedIn } from './started-in.ts';
import { useFigures } from './use-figures.ts';
import styles from './not-called-back.module.css';

const words = texts.overview.notCalledBack;

/** Who rang, was not answered and has been spoken with by nobody since: the longest ago first, as somebody works it off. */
export function NotCalledBack({ range, now }: { readonly range: Range; readonly now: Date }) {
  const { data, error, isOfOther, read } = useFigures(range, OverviewNotCalledBack, {
    filter: { ...startedIn(range), isReturned: false },
    first: ROWS,
  });
  const all = pathOf.calls(writeFilter({ dates: range.dates, isReturned: false }));
  const calls = data?.callSessions;
  return (
    <Panel
      title={words.title}
      note={calls?.totalCount == null ? undefined : formatNumber(calls.totalCount)}
      actions={calls && calls.nodes.length > 0 && <Link to={all}>{words.all}</Link>}
      isBusy={isOfOther}
      className={styles.panel}
    >
      {calls ? (
        <>
          <ProblemsNote problems={calls.problems} />
          {calls.nodes.length === 0 ? (
            <p className={styles.none}>{words.none}</p>
          ) : (
            <ol className={styles.list}>
              {calls.nodes.map((call) => (
                <li key={call.id}>
                  <Link to={historyOf(call)}>{nameOf(call)}</Link>
                  <time dateTime={call.startedAt} title={formatInstant(call.startedAt)}>
                    {formatAgo(call.startedAt, now)}
                  </time>
                  <span className={styles.where}>{call.provider.name}</span>
                  <span className={styles.waited}>
                    {call.waitSeconds === null ? '' : words.waited(formatDuration(call.waitSeconds))}
                  </span>
                </li>
              ))}
            </ol>
          )}
        </>
      ) : error?.graphQLErrors[0]?.extensions['code'] === 'UNSUPPORTED_FILTER' ? (
        <StateNote icon="systems" title={words.unknownTitle} text={words.unknownText}>
          <Link to={pathOf.systems()}>{words.toSystems}</Link>
        </StateNote>
      ) : error ? (
        <FailureNote error={error} onAgain={read} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Panel>
  );
}

const ROWS = 8;

type NotReturned = OverviewNotCalledBackQuery['callSessions']['nodes'][number];

/** Everything that was spoken with this customer, on all phone systems; the call itself where the number may not be seen. */
function historyOf({ id, customer }: NotReturned): string {
  const number = customer?.e164 ?? customer?.number;
  return number == null ? pathOf.call(id) : pathOf.calls(writeFilter({ customers: [number] }));
}

const nameOf = ({ customer }: NotReturned): string =>
  customer?.displayName ?? customer?.e164 ?? customer?.number ?? words.hidden;
