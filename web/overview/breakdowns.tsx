import type { Dates } from '../filters/dates.ts';
import type { OverviewPartsQuery } from '../graph/generated/graphql.ts';
import { formatNumber } from '../parts/format.ts';
import { texts } from '../texts.ts';
import { toLines, toPeople, toQueues } from './breakdown-rows.ts';
import { BreakdownTable } from './breakdown-table.tsx';
import styles from './breakdowns.module.css';

type BreakdownsProps = {
  readonly data: OverviewPartsQuery | undefined;
  readonly dates: Dates;
  readonly isBusy: boolean;
};

const words = texts.overview.breakdown;

const TABLES = [
  { title: words.people, of: words.person, toRows: toPeople, ofNone: words.noPerson },
  { title: words.queues, of: words.queue, toRows: toQueues, ofNone: words.noQueue },
  { title: words.lines, of: words.line, toRows: toLines, ofNone: words.noLine },
];

/** The calls by person, by queue and by line. */
export function Breakdowns({ data, dates, isBusy }: BreakdownsProps) {
  return (
    <div className={styles.tables}>
      {TABLES.map(({ title, of, toRows, ofNone }) => (
        <BreakdownTable
          key={title}
          title={title}
          of={of}
          breakdown={data && toRows(data, dates)}
          ofNone={(calls) => ofNone(formatNumber(calls))}
          isBusy={isBusy}
        />
      ))}
    </div>
  );
}
