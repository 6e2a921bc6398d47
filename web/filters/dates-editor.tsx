import { Suspense, lazy } from 'react';
import { ChoiceList } from '../parts/choice-list.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';
import { DATES_PRESETS, type DatesPreset, daysOf, isDay, toDay } from './dates.ts';
import styles from './editors.module.css';
import type { EditorProps } from './filter-editor.tsx';

// Calendars are fetched when the first one is opened.
const DaysCalendar = lazy(() =>
  import('../parts/day-calendar.tsx').then(({ DaysCalendar }) => ({ default: DaysCalendar })),
);

const CHOICES = DATES_PRESETS.map((id) => ({ id, label: texts.filters.presets[id] }));

/** Days counted from today, or from one day to another. */
export function DatesEditor({ filter: { dates }, change, onDone }: EditorProps) {
  const { from, to } = typeof dates === 'string' ? daysOf(dates, new Date()) : (dates ?? { from: null, to: null });
  return (
    <div className={styles.dates}>
      <ChoiceList
        label={texts.filters.kinds.dates}
        isSingle
        choices={CHOICES}
        chosen={typeof dates === 'string' ? [dates] : []}
        onChange={([preset]) => {
          change({ dates: (preset as DatesPreset | undefined) ?? null });
          onDone();
        }}
      />
      <div>
        <Suspense fallback={<Skeleton lines={8} />}>
          <DaysCalendar
            label={texts.filters.days}
            from={toDayOf(from)}
            to={toDayOf(to) ?? (from === null ? null : toDay(new Date()))}
            onChange={(first, last) => {
              change({ dates: { from: first, to: last } });
              onDone();
            }}
          />
        </Suspense>
        <p className={styles.note}>{texts.filters.zone(Intl.DateTimeFormat().resolvedOptions().timeZone)}</p>
      </div>
    </div>
  );
}

const toDayOf = (end: string | null): string | null => (end === null || isDay(end) ? end : toDay(new Date(end)));
