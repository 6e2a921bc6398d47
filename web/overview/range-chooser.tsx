import { type FormEvent, useState } from 'react';
import { writeFilter } from '../filters/address.ts';
import { type Dates, type DatesPreset, toDay } from '../filters/dates.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { PopoverButton } from '../parts/popover-button.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { goSearch } from '../place/use-place.ts';
import { texts } from '../texts.ts';
import { formatRange } from './format-calendar.ts';
import type { Range } from './range.ts';
import styles from './range-chooser.module.css';

const PRESETS = ['today', '7-days', '30-days', '90-days'] as const satisfies readonly DatesPreset[];

const words = texts.overview.range;

/** Which days are looked at: links, so that a view of the last week has an address. */
export function RangeChooser({ range }: { readonly range: Range }) {
  const isCustom = !PRESETS.some((preset) => preset === range.dates);
  return (
    <nav className={styles.chooser} aria-label={words.label}>
      {PRESETS.map((preset) => (
        <Link
          key={preset}
          to={pathOf.overview(writeFilter({ dates: preset }))}
          aria-current={preset === range.dates ? 'true' : undefined}
        >
          {words[preset]}
        </Link>
      ))}
      <PopoverButton
        label={words.otherTitle}
        trigger={
          <Button look="bare" aria-label={isCustom ? words.otherThan(formatRange(range)) : words.other}>
            <span className={isCustom ? styles.chosen : undefined}>
              <Icon name="calendar" />
              <span className={styles.words}>{isCustom ? formatRange(range) : words.other}</span>
            </span>
          </Button>
        }
      >
        {(close) => <DaysForm range={range} onDone={close} />}
      </PopoverButton>
    </nav>
  );
}

function DaysForm({ range, onDone }: { readonly range: Range; readonly onDone: () => void }) {
  const [from, setFrom] = useState(toDay(range.from));
  const [to, setTo] = useState(toDay(new Date(range.to.getTime() - 1)));
  const isBackwards = from > to;
  const show = (event: FormEvent): void => {
    event.preventDefault();
    if (isBackwards) return;
    showDates({ from, to });
    onDone();
  };
  return (
    <form className={styles.days} onSubmit={show}>
      <label>
        {words.from}
        <input type="date" required value={from} onChange={({ target }) => setFrom(target.value)} />
      </label>
      <label>
        {words.to}
        <input
          type="date"
          required
          value={to}
          onChange={({ target }) => setTo(target.value)}
          aria-invalid={isBackwards}
          aria-describedby="days-backwards"
        />
      </label>
      <p id="days-backwards" role="status">
        {isBackwards ? words.backwards : ''}
      </p>
      <Button type="submit" look="solid" isDisabled={isBackwards}>
        {words.show}
      </Button>
    </form>
  );
}

/** Shows other dates, as an entry of the browser's history. */
export const showDates = (dates: Dates): void => goSearch(writeFilter({ dates }));
