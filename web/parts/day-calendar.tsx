import { type CalendarDate, getLocalTimeZone, parseDate, today } from '@internationalized/date';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar';
import { Heading } from 'react-aria-components/Heading';
import { RangeCalendar } from 'react-aria-components/RangeCalendar';
import { Icon } from './icon.tsx';
import styles from './day-calendar.module.css';

type DayCalendarProps = {
  readonly label: string;
  readonly day: string | null;
  readonly onChange: (day: string) => void;
};

/** A month of which a day can be chosen. Days are written 2026-11-20. */
export function DayCalendar({ label, day, onChange }: DayCalendarProps) {
  return (
    <Calendar
      aria-label={label}
      className={styles.calendar!}
      value={toDate(day)}
      maxValue={today(getLocalTimeZone())}
      onChange={(date) => onChange(date.toString())}
    >
      <Month />
    </Calendar>
  );
}

type DaysCalendarProps = {
  readonly label: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly onChange: (from: string, to: string) => void;
};

/** A month of which a span of days can be chosen. */
export function DaysCalendar({ label, from, to, onChange }: DaysCalendarProps) {
  const [start, end] = [toDate(from), toDate(to ?? from)];
  const [focused, setFocused] = useState<CalendarDate>(() => end ?? start ?? today(getLocalTimeZone()));
  return (
    <RangeCalendar
      aria-label={label}
      className={styles.calendar!}
      value={start && end ? { start, end } : null}
      maxValue={today(getLocalTimeZone())}
      focusedValue={focused}
      onFocusChange={setFocused}
      onChange={(range) => onChange(range.start.toString(), range.end.toString())}
    >
      <Month />
    </RangeCalendar>
  );
}

function Month() {
  return (
    <>
      <header className={styles.header}>
        <Button slot="previous" className={styles.turn!}>
          <Icon name="chevronLeft" />
        </Button>
        <Heading className={styles.month!} level={3} />
        <Button slot="next" className={styles.turn!}>
          <Icon name="chevronRight" />
        </Button>
      </header>
      <CalendarGrid className={styles.grid!} weekdayStyle="short">
        <CalendarGridHeader>
          {(weekday) => <CalendarHeaderCell className={styles.weekday!}>{weekday}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className={styles.day!} />}</CalendarGridBody>
      </CalendarGrid>
    </>
  );
}

const toDate = (day: string | null): CalendarDate | null => (day === null ? null : parseDate(day));
