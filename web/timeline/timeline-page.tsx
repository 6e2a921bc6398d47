import { useQuery } from 'urql';
import { readFilter, writeFilter } from '../filters/address.ts';
import type { CallFilter } from '../filters/call-filter.ts';
import type { CallSessionFilter } from '../graph/generated/graphql.ts';
import { isDay, readDayOrInstant, toInstants } from '../filters/dates.ts';
import { useAnewEachMinute } from '../graph/use-anew-each-minute.ts';
import { FilterBar } from '../filters/filter-bar.tsx';
import { Button } from '../parts/button.tsx';
import { formatNumber } from '../parts/format.ts';
import { Page } from '../parts/page.tsx';
import { ProblemsNote } from '../parts/problems-note.tsx';
import { FailureNote, StateNote } from '../parts/state-note.tsx';
import { useMinute } from '../parts/use-minute.ts';
import { goSearch, useRoute } from '../place/use-place.ts';
import { texts } from '../texts.ts';
import { CallList } from './call-list.tsx';
import { ColumnsButton } from './columns-button.tsx';
import { Freshness } from './freshness.tsx';
import { JumpButton } from './jump-button.tsx';
import { LoadingRows } from './loading-rows.tsx';
import { TimelineCount } from './queries.ts';
import { useTimeline } from './use-timeline.ts';
import { WaitingPill } from './waiting-pill.tsx';
import styles from './timeline-page.module.css';

/** All calls of all systems, newest on top. */
export function TimelinePage() {
  const { search } = useRoute();
  const { filter } = readFilter(search);
  const day = readDay(search.get('at'));
  const now = useMinute();
  const [timeline, state] = useTimeline(filter, day && toInstants({ from: null, to: day }, now).to, now);

  const jump = (to: string | null): void => {
    const next = writeFilter(filter);
    if (to !== null) next.set('at', to);
    goSearch(next);
  };

  return (
    <Page
      title={texts.timeline.title}
      isFixed
      actions={
        <>
          {state.isRead && <Total key={timeline.id} filter={timeline.filter} />}
          <Freshness timeline={timeline} state={state} now={now} />
          <JumpButton day={day} onJump={jump} />
          <ColumnsButton />
        </>
      }
    >
      <FilterBar />
      <ProblemsNote problems={state.problems} />
      {state.waitedFor.length > 0 && (
        <p className={styles.slow} role="status">
          {texts.timeline.slow(state.waitedFor.join(', '))}
        </p>
      )}
      <div className={styles.list}>
        {state.calls.length > 0 ? (
          <>
            <CallList key={timeline.id} timeline={timeline} state={state} now={now} />
            <WaitingPill state={state} timeline={timeline} onNewest={() => jump(null)} />
          </>
        ) : state.isRead ? (
          <NoCalls filter={filter} day={day} />
        ) : state.older.state === 'failed' ? (
          <FailureNote error={state.older.error} onAgain={() => void timeline.readOlder()} />
        ) : (
          <LoadingRows />
        )}
      </div>
    </Page>
  );
}

/** How many calls pass the filter, asked again with each minute; not told where it would cost the systems much. */
function Total({ filter }: { readonly filter: CallSessionFilter }) {
  const [{ data }] = useQuery({ query: TimelineCount, variables: { filter }, context: useAnewEachMinute() });
  const total = data?.callSessions.totalCount ?? null;
  return total !== null && <span className={styles.total}>{texts.timeline.count(total, formatNumber(total))}</span>;
}

function NoCalls({ filter, day }: { readonly filter: CallFilter; readonly day: string | null }) {
  const isFiltered = writeFilter(filter).size > 0;
  if (day !== null)
    return (
      <StateNote icon="calendar" title={texts.timeline.noneBefore}>
        <Button onPress={() => goSearch(writeFilter(filter))}>{texts.timeline.toNewest}</Button>
      </StateNote>
    );
  if (!isFiltered) return <StateNote icon="calls" title={texts.timeline.none} text={texts.timeline.noneText} />;
  return (
    <StateNote icon="search" title={texts.timeline.noneMatch} text={texts.timeline.noneMatchText}>
      <Button onPress={() => goSearch(new URLSearchParams())}>{texts.filters.clearAll}</Button>
    </StateNote>
  );
}

/** The day that the address jumps to. */
const readDay = (text: string | null): string | null => {
  const day = text === null ? null : readDayOrInstant(text);
  return day !== null && isDay(day) ? day : null;
};
