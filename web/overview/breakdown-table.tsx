import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { formatDuration, formatNumber, formatPercent } from '../parts/format.ts';
import { Panel } from '../parts/panel.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Link } from '../place/link.tsx';
import { texts } from '../texts.ts';
import type { Breakdown, BreakdownRow, Known } from './breakdown-rows.ts';
import styles from './breakdown-table.module.css';

type BreakdownTableProps = {
  readonly title: string;
  /** What a row is: Person, Queue, Line. */
  readonly of: string;
  /** Left out while it is read. */
  readonly breakdown: Breakdown | undefined;
  /** Says how many calls are of no row. */
  readonly ofNone: (calls: number) => string;
  readonly isBusy: boolean;
};

const words = texts.overview.breakdown;

const COLUMNS = ['name', 'calls', 'answered', 'talk', 'wait'] as const;
type Column = (typeof COLUMNS)[number];
type Order = { readonly by: Column; readonly isRising: boolean };

/** Calls by one thing: a table that its columns sort, with a bar for how many and how they ended. */
export function BreakdownTable({ title, of, breakdown, ofNone, isBusy }: BreakdownTableProps) {
  const [{ by, isRising }, order] = useState<Order>({ by: 'calls', isRising: false });
  const [isWhole, showWhole] = useState(false);
  const { rows = [], callsOfNone = 0 } = breakdown ?? {};
  const most = Math.max(1, ...rows.map(({ calls }) => calls));
  const sorted = rows.toSorted((one, other) => compare(by, one, other) * (isRising ? 1 : -1) || byName(one, other));
  const shown = isWhole ? sorted : sorted.slice(0, ROWS_AT_FIRST);
  const sortBy = (column: Column): void =>
    order({ by: column, isRising: column === by ? !isRising : column === 'name' });
  return (
    <Panel title={title} note={rows.length > 0 ? formatNumber(rows.length) : undefined} isBusy={isBusy}>
      {!breakdown ? (
        <Skeleton lines={8} />
      ) : rows.length === 0 ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={styles[column]}
                  aria-sort={column === by ? (isRising ? 'ascending' : 'descending') : 'none'}
                >
                  <button type="button" onClick={() => sortBy(column)} title={words.hints[column]}>
                    {column === 'name' ? of : words.columns[column]}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.key}>
                <th scope="row" className={styles.name}>
                  <Link to={row.to}>{row.name}</Link>
                  {row.note !== null && <span>{row.note}</span>}
                </th>
                <td className={styles.calls}>
                  <div>
                    <Bar row={row} most={most} />
                    {formatNumber(row.calls)}
                  </div>
                </td>
                <td>{formatPercent(row.answered / row.calls)}</td>
                <td>{averageOf(row.talk)}</td>
                <td>{averageOf(row.wait)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <footer className={styles.footer}>
        {callsOfNone > 0 && <span>{ofNone(callsOfNone)}</span>}
        {rows.length > ROWS_AT_FIRST && (
          <Button look="bare" onPress={() => showWhole(!isWhole)}>
            {isWhole ? words.less : words.all(rows.length)}
          </Button>
        )}
      </footer>
    </Panel>
  );
}

const ROWS_AT_FIRST = 8;

/** As long as it has calls beside the row that has most, and parted by how they ended. */
function Bar({ row: { calls, answered, unanswered }, most }: { readonly row: BreakdownRow; readonly most: number }) {
  const part = (count: number) => ({ width: `${(count / most) * 100}%` });
  return (
    <span className={styles.bar} aria-hidden="true">
      <i className={styles.good} style={part(answered)} />
      <i className={styles.bad} style={part(unanswered)} />
      <i className={styles.rest} style={part(calls - answered - unanswered)} />
    </span>
  );
}

function compare(by: Column, one: BreakdownRow, other: BreakdownRow): number {
  switch (by) {
    case 'name':
      return byName(one, other);
    case 'calls':
      return one.calls - other.calls;
    case 'answered':
      return one.answered / one.calls - other.answered / other.calls;
    case 'talk':
    case 'wait':
      return (mean(one[by]) ?? -1) - (mean(other[by]) ?? -1);
  }
}

const byName = (one: BreakdownRow, other: BreakdownRow): number => one.name.localeCompare(other.name);

const mean = ({ known, total }: Known): number | null => (known === 0 ? null : total / known);

const averageOf = (figure: Known): string => {
  const average = mean(figure);
  return average === null ? texts.overview.none : formatDuration(Math.round(average));
};
