import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Icon } from '../parts/icon.tsx';
import { PopoverButton } from '../parts/popover-button.tsx';
import { texts } from '../texts.ts';
import type { CallFilter } from './call-filter.ts';
import { FilterEditor } from './filter-editor.tsx';
import styles from './more-filters.module.css';
import pill from './filter-pill.module.css';
import type { ChangeFilter } from './use-filter.ts';
import type { FilterKind } from './words.ts';

type MoreFiltersProps = {
  readonly kinds: readonly FilterKind[];
  readonly filter: CallFilter;
  readonly change: ChangeFilter;
};

/** The filters that have no button of their own, one of which can be set. */
export function MoreFilters(props: MoreFiltersProps) {
  return (
    <div className={pill.offer}>
      <PopoverButton
        label={texts.filters.more}
        trigger={
          <Button className={pill.button!}>
            <Icon name="filter" />
            {texts.filters.more}
          </Button>
        }
      >
        {(close) => <Kinds {...props} onDone={close} />}
      </PopoverButton>
    </div>
  );
}

function Kinds({ kinds, filter, change, onDone }: MoreFiltersProps & { readonly onDone: () => void }) {
  const [kind, setKind] = useState<FilterKind | null>(null);
  if (kind !== null)
    return (
      <>
        <h3>{texts.filters.kinds[kind]}</h3>
        <FilterEditor kind={kind} filter={filter} change={change} onDone={onDone} />
      </>
    );
  return (
    <div className={styles.kinds}>
      {kinds.map((each) => (
        <Button key={each} className={styles.kind!} onPress={() => setKind(each)}>
          {texts.filters.kinds[each]}
          <Icon name="chevronRight" />
        </Button>
      ))}
    </div>
  );
}
