import { type Range, defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useCallback, useEffect, useMemo, useRef } from 'react';
import { toDay } from '../filters/dates.ts';
import { formatDay } from '../parts/format.ts';
import { texts } from '../texts.ts';
import { CallRow } from './call-row.tsx';
import { useChosenColumns } from './chosen-columns.ts';
import type { Column } from './columns.tsx';
import type { Timeline } from './create-timeline.ts';
import type { TimelineState } from './timeline-state.ts';
import { EndRow } from './end-row.tsx';
import { toItems } from './items.ts';
import { useActiveRow } from './use-active-row.ts';
import { useReadingPlace } from './use-reading-place.ts';
import { useSizes } from './use-sizes.ts';
import styles from './call-list.module.css';

type CallListProps = {
  readonly timeline: Timeline;
  readonly state: TimelineState;
  readonly now: Date;
};

/** So many rows before either end of what was read, more is read. */
const READ_AHEAD = 40;

/** The calls as a grid of which only the rows in sight exist. */
export function CallList({ timeline, state, now }: CallListProps) {
  const { calls, older, newer, fresh, hidden } = state;
  const columns = useChosenColumns();
  const sizes = useSizes();
  const items = useMemo(() => toItems(calls), [calls]);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);

  const { active, activate, onKeyDown } = useActiveRow({ items, grid, scrollTo: (index) => rows.scrollToIndex(index) });
  const activeIndex = useMemo(() => items.findIndex(({ key }) => key === active), [items, active]);
  const days = useMemo(() => items.flatMap(({ kind }, index) => (kind === 'day' ? [index] : [])), [items]);
  const stuck = useRef(0);

  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => sizes[items[index]!.kind],
    // Where this is another function, all rows are measured anew: each frame of scrolling must not make one.
    getItemKey: useCallback((index: number) => items[index]!.key, [items]),
    overscan: 12,
    // Places are counted below the header, which sticks; the day in sight covers the top of what is left.
    scrollPaddingStart: sizes.day,
    scrollPaddingEnd: sizes.header,
    initialOffset: timeline.place.scrollTop,
    rangeExtractor: useCallback(
      (range: Range) => {
        stuck.current = days.findLast((index) => index <= range.startIndex) ?? 0;
        return [
          ...new Set([stuck.current, ...(activeIndex >= 0 ? [activeIndex] : []), ...defaultRangeExtractor(range)]),
        ].sort((a, b) => a - b);
      },
      [days, activeIndex],
    ),
  });
  useEffect(() => rows.measure(), [sizes, rows]);
  useReadingPlace({ timeline, state, items, scroller, sizes });

  const { startIndex, endIndex } = rows.range ?? { startIndex: 0, endIndex: 0 };
  // Where nobody has been yet, or that row is gone, the tab key leads to what is in sight.
  const tabStop =
    activeIndex >= 0 ? activeIndex : items.findIndex(({ kind }, index) => kind === 'call' && index > startIndex);
  const isNearEnd = endIndex >= items.length - READ_AHEAD;
  const isNearTop = startIndex <= READ_AHEAD;
  useEffect(() => {
    // Rows that have just come above have moved the place in the list: `rows.range` follows only later.
    const first = rows.getVirtualItemForOffset(scroller.current!.scrollTop)?.index ?? 0;
    if (isNearEnd && older.state === 'more') void timeline.readOlder();
    else if (isNearTop && first <= READ_AHEAD && newer.state === 'more') void timeline.readNewer();
  }, [timeline, isNearEnd, isNearTop, older, newer, rows]);

  const style = { '--columns': tracksOf(columns), '--least-width': `${leastWidthOf(columns)}rem` } as CSSProperties;
  return (
    <div className={styles.scroller} ref={scroller} style={style}>
      <div
        className={styles.grid}
        ref={grid}
        role="grid"
        aria-label={texts.timeline.list}
        aria-rowcount={older.state === 'end' && newer.state === 'end' ? items.length + 1 : -1}
        aria-colcount={columns.length}
        onKeyDown={onKeyDown}
      >
        <div className={styles.header} role="row" aria-rowindex={1}>
          {columns.map(({ id, isNumber }) => (
            <span key={id} role="columnheader" data-column={id} className={isNumber ? styles.number : undefined}>
              <span className={ICON_COLUMNS.has(id) ? styles.unseen : undefined}>{texts.timeline.columns[id]}</span>
            </span>
          ))}
        </div>
        <div className={styles.canvas} style={{ height: rows.getTotalSize() }} role="rowgroup">
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index]!;
            const top = { transform: `translateY(${start}px)` };
            switch (item.kind) {
              case 'day':
                return (
                  <div
                    key={key}
                    role="row"
                    aria-rowindex={index + 2}
                    className={styles.day}
                    {...(index === stuck.current ? { 'data-stuck': '' } : { style: top })}
                  >
                    <span role="gridcell" aria-colspan={columns.length}>
                      <DayName day={item.key} startedAt={item.startedAt} now={now} />
                    </span>
                  </div>
                );
              case 'call':
                return (
                  <CallRow
                    key={key}
                    call={item.call}
                    index={index + 2}
                    columns={columns}
                    top={top.transform}
                    isActive={index === tabStop}
                    isFresh={fresh.has(item.key)}
                    hidden={hidden}
                    onActivate={activate}
                  />
                );
              case 'end':
                return (
                  <EndRow key={key} style={top} older={older} columns={columns.length} onAgain={timeline.readOlder} />
                );
            }
          })}
        </div>
      </div>
    </div>
  );
}

type DayNameProps = { readonly day: string; readonly startedAt: string; readonly now: Date };

function DayName({ day, startedAt, now }: DayNameProps) {
  const word = day === toDay(now) ? texts.timeline.today : day === toDay(now, -1) ? texts.timeline.yesterday : null;
  return (
    <>
      {word !== null && <strong>{word}</strong>}
      {formatDay(startedAt)}
    </>
  );
}

/** Columns that are as narrow as the picture in them: their names are read, not shown. */
const ICON_COLUMNS: ReadonlySet<string> = new Set(['way', 'recording']);

const tracksOf = (columns: readonly Column[]): string =>
  columns
    .map(({ width, share }) => (share === undefined ? `${width}rem` : `minmax(${width}rem, ${share}fr)`))
    .join(' ');

/** With a gap between the columns, and the padding at both ends of a row. */
const leastWidthOf = (columns: readonly Column[]): number => columns.reduce((sum, { width }) => sum + width + 1, 1);
