import { Suspense, lazy } from 'react';
import { toDay } from '../filters/dates.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { PopoverButton } from '../parts/popover-button.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';
import styles from './jump-button.module.css';

// Calendars are fetched when the first one is opened.
const DayCalendar = lazy(() =>
  import('../parts/day-calendar.tsx').then(({ DayCalendar }) => ({ default: DayCalendar })),
);

type JumpButtonProps = {
  /** The day that the list begins at; null: at the newest call. */
  readonly day: string | null;
  readonly onJump: (day: string | null) => void;
};

/** Puts the list at a date: older calls below, newer ones above. */
export function JumpButton({ day, onJump }: JumpButtonProps) {
  return (
    <PopoverButton
      label={texts.timeline.jump}
      trigger={
        <Button look="bare" isIcon aria-label={texts.timeline.jump}>
          <Icon name="calendar" />
        </Button>
      }
    >
      {(close) => {
        const jump = (to: string | null): void => {
          onJump(to);
          close();
        };
        const { newest, week, month, year } = texts.timeline.jumpPlaces;
        return (
          <>
            <Suspense fallback={<Skeleton lines={8} />}>
              <DayCalendar label={texts.timeline.jump} day={day} onChange={jump} />
            </Suspense>
            <div className={styles.places}>
              <Button onPress={() => jump(null)}>{newest}</Button>
              <Button onPress={() => jump(toDay(new Date(), -7))}>{week}</Button>
              <Button onPress={() => jump(toDay(new Date(), -30))}>{month}</Button>
              <Button onPress={() => jump(toDay(new Date(), -365))}>{year}</Button>
            </div>
          </>
        );
      }}
    </PopoverButton>
  );
}
