import { Button } from 'react-aria-components/Button';
import { Icon } from '../parts/icon.tsx';
import { PopoverButton } from '../parts/popover-button.tsx';
import { texts } from '../texts.ts';
import { FilterEditor } from './filter-editor.tsx';
import styles from './filter-pill.module.css';
import type { CallFilter } from './call-filter.ts';
import type { ChangeFilter } from './use-filter.ts';
import { CLEARED, type FilterKind, wordsOf } from './words.ts';

type FilterPillProps = {
  readonly kind: FilterKind;
  readonly filter: CallFilter;
  readonly change: ChangeFilter;
  readonly names: ReadonlyMap<string, string>;
};

/** One kind of filter: a way to set it, and where it is set what it says, with a way to clear it. */
export function FilterPill({ kind, filter, change, names }: FilterPillProps) {
  const label = texts.filters.kinds[kind];
  const words = wordsOf(kind, filter, names);
  return (
    <div className={words === null ? styles.offer : styles.chip} role="group" aria-label={label}>
      <PopoverButton
        label={label}
        trigger={
          <Button className={styles.button!}>
            {words === null && <Icon name="plus" />}
            {label}
            {words !== null && <span className={styles.words}>{words}</span>}
          </Button>
        }
      >
        {(close) => <FilterEditor kind={kind} filter={filter} change={change} onDone={close} />}
      </PopoverButton>
      {words !== null && (
        <Button className={styles.clear!} aria-label={texts.filters.clear(label)} onPress={() => change(CLEARED[kind])}>
          <Icon name="close" />
        </Button>
      )}
    </div>
  );
}
