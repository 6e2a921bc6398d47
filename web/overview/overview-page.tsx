import { useMemo } from 'react';
import { writeFilter } from '../filters/address.ts';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { ProblemsNote } from '../parts/problems-note.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FailureNote } from '../parts/state-note.tsx';
import { useMinute } from '../parts/use-minute.ts';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { useRoute } from '../place/use-place.ts';
import { texts } from '../texts.ts';
import { Age } from './age.tsx';
import { Breakdowns } from './breakdowns.tsx';
import { CallsChart } from './calls-chart.tsx';
import { HeatMap } from './heat-map.tsx';
import { Headline } from './headline.tsx';
import { NotCalledBack } from './not-called-back.tsx';
import { OverviewParts, OverviewTimes } from './overview-queries.ts';
import { RangeChooser, showDates } from './range-chooser.tsx';
import { type Range, readDates, toDates, toRange } from './range.ts';
import { startedIn } from './started-in.ts';
import { toStretches } from './stretches.ts';
import { useFigures } from './use-figures.ts';
import styles from './overview-page.module.css';

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const words = texts.overview;

/** How many calls, when, how they ended, by whom, and who still waits to be called back. */
export function OverviewPage() {
  const { search } = useRoute();
  const now = useMinute();
  const range = useMemo(() => toRange(readDates(search), now), [search.toString(), now]);
  const [times, parts] = [useTimes(range), useParts(range)];
  const { data } = times;
  const chart = useMemo(() => data && { every: range.every, stretches: toStretches(data, range) }, [data]);
  const again = (): void => {
    times.read();
    parts.read();
  };
  const calls = pathOf.calls(writeFilter({ dates: range.dates }));
  return (
    <Page title={words.title} actions={<RangeChooser range={range} />}>
      {times.error && !data ? (
        <FailureNote error={times.error} onAgain={again} />
      ) : (
        <div className={styles.page}>
          {data && <ProblemsNote problems={data.stretches.problems} />}
          <Headline data={data} isBusy={times.isOfOther} />
          <Panel
            title={words.chart.title}
            note={data && <Age of={data.stretches.asOf} now={now} isRefreshing={times.fetching} onRefresh={again} />}
            actions={<Link to={calls}>{words.chart.show}</Link>}
            isBusy={times.isOfOther}
          >
            {chart ? <CallsChart {...chart} onNarrow={showBetween} /> : <Skeleton lines={10} />}
          </Panel>
          <div className={styles.two}>
            <NotCalledBack range={range} now={now} />
            <Panel title={words.hours.title} note={words.hours.zone(ZONE)} isBusy={times.isOfOther}>
              {data ? <HeatMap buckets={data.hours.buckets} /> : <Skeleton lines={10} />}
            </Panel>
          </div>
          {parts.error && !parts.data ? (
            <FailureNote error={parts.error} onAgain={again} />
          ) : (
            <Breakdowns data={parts.data} dates={range.dates} isBusy={parts.isOfOther} />
          )}
        </div>
      )}
    </Page>
  );
}

function useTimes(range: Range) {
  const { every, before } = range;
  const inbound = { direction: ['INBOUND' as const] };
  const through = startedIn({ from: before.from, to: before.through });
  return useFigures(range, OverviewTimes, {
    range: startedIn(range),
    inbound: { ...startedIn(range), ...inbound },
    before: startedIn(before),
    beforeThrough: through,
    inboundBefore: { ...through, ...inbound },
    every,
    timeZone: ZONE,
  });
}

const useParts = (range: Range) => useFigures(range, OverviewParts, { range: startedIn(range) });

const showBetween = (from: Date, to: Date): void => showDates(toDates(from, to));
