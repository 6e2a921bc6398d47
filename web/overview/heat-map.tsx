import { type KeyboardEvent, useState } from 'react';
import { formatNumber } from '../parts/format.ts';
import { texts } from '../texts.ts';
import { formatHourOfDay, formatWeekday } from './format-calendar.ts';
import styles from './heat-map.module.css';

type HourBucket = {
  readonly dayOfWeek: number | null;
  readonly hourOfDay: number | null;
  readonly figures: { readonly calls: number; readonly unanswered: number };
};

type Cell = { readonly day: number; readonly hour: number };

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** At which hours of the week most calls come: a table that is coloured by its figures. */
export function HeatMap({ buckets }: { readonly buckets: readonly HourBucket[] }) {
  const figures = new Map(buckets.map(({ dayOfWeek, hourOfDay, figures }) => [`${dayOfWeek} ${hourOfDay}`, figures]));
  const busiest = buckets.reduce<HourBucket | null>(
    (most, each) => (most === null || each.figures.calls > most.figures.calls ? each : most),
    null,
  );
  const most = busiest?.figures.calls ?? 0;
  const [pointed, point] = useState<Cell | null>(null);
  const chosen = pointed ?? { day: busiest?.dayOfWeek ?? 1, hour: busiest?.hourOfDay ?? 9 };
  const { calls = 0, unanswered = 0 } = figures.get(`${chosen.day} ${chosen.hour}`) ?? {};

  const move = (event: KeyboardEvent<HTMLTableElement>): void => {
    const [days, hours] = STEPS[event.key] ?? [0, 0];
    if (days === 0 && hours === 0) return;
    event.preventDefault();
    const next = { day: within(chosen.day + days, 1, 7), hour: within(chosen.hour + hours, 0, 23) };
    point(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.day} ${next.hour}"]`)?.focus();
  };
  return (
    <div className={styles.heatMap}>
      <table
        role="grid"
        aria-label={texts.overview.hours.label}
        aria-readonly="true"
        className={styles.table}
        onKeyDown={move}
        onPointerLeave={() => point(null)}
        onBlur={() => point(null)}
      >
        <thead>
          <tr>
            <th scope="col">
              <span>{texts.overview.hours.day}</span>
            </th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className={hour % 6 === 0 ? undefined : styles.between}>
                <span>{formatHourOfDay(hour)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DAYS.map((day) => (
            <tr key={day}>
              <th scope="row">{formatWeekday(day)}</th>
              {HOURS.map((hour) => {
                const each = figures.get(`${day} ${hour}`);
                const isChosen = chosen.day === day && chosen.hour === hour;
                return (
                  <td
                    key={hour}
                    role="gridcell"
                    data-cell={`${day} ${hour}`}
                    tabIndex={isChosen ? 0 : -1}
                    className={isChosen && pointed ? styles.chosen : undefined}
                    style={{ '--share': most === 0 ? 0 : (each?.calls ?? 0) / most }}
                    onPointerEnter={() => point({ day, hour })}
                    onFocus={() => point({ day, hour })}
                  >
                    <span>{texts.overview.hours.cell(each?.calls ?? 0, each?.unanswered ?? 0)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.reading}>
        {most === 0 ? (
          texts.overview.hours.none
        ) : (
          <>
            <strong>
              {pointed ? '' : `${texts.overview.hours.busiest} `}
              {formatWeekday(chosen.day, 'long')} {formatHourOfDay(chosen.hour)}–{formatHourOfDay(chosen.hour + 1)}
            </strong>{' '}
            {texts.overview.hours.cell(calls, unanswered)}
          </>
        )}
        <span className={styles.scale} aria-hidden="true">
          0 <i /> {formatNumber(most)}
        </span>
      </p>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [days: number, hours: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -23],
  End: [0, 23],
};

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
