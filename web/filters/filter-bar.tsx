import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useIsNarrow } from '../parts/use-is-narrow.ts';
import { texts } from '../texts.ts';
import { useNames } from './choices.ts';
import styles from './filter-bar.module.css';
import { FilterPill } from './filter-pill.tsx';
import { FilterSheet } from './filter-sheet.tsx';
import { MoreFilters } from './more-filters.tsx';
import { searchOf } from './search.ts';
import { SearchBox } from './search-box.tsx';
import { useFilter } from './use-filter.ts';
import { ViewsButton } from './views-button.tsx';
import { FILTER_KINDS, type FilterKind, wordsOf } from './words.ts';
import { goSearch } from '../place/use-place.ts';
import { writeFilter } from './address.ts';

/** Offered all the time. The others are behind one button until they are set. */
const IN_FRONT: ReadonlySet<FilterKind> = new Set(['dates', 'outcome', 'direction', 'person', 'provider']);

/** Which calls are shown, and the ways to change that. */
export function FilterBar() {
  const { filter, ignored, change } = useFilter();
  const names = useNames(filter);
  const isNarrow = useIsNarrow();
  const inSearchBox: FilterKind | null = filter.text !== null ? 'text' : filter.number !== null ? 'number' : null;
  const isSet = (kind: FilterKind): boolean => wordsOf(kind, filter, names) !== null;
  const set = FILTER_KINDS.filter((kind) => kind !== inSearchBox && isSet(kind));
  const shown = isNarrow ? set : FILTER_KINDS.filter((kind) => IN_FRONT.has(kind) || set.includes(kind));
  const rest = FILTER_KINDS.filter((kind) => !IN_FRONT.has(kind) && !set.includes(kind) && kind !== inSearchBox);
  const canClear = set.length > 0 || searchOf(filter) !== '';
  return (
    <section className={styles.bar} aria-label={texts.filters.bar}>
      <div className={styles.line}>
        <SearchBox filter={filter} change={change} />
        {isNarrow && <FilterSheet filter={filter} change={change} names={names} count={set.length} />}
        <div className={styles.views}>
          <ViewsButton filter={filter} />
        </div>
      </div>
      {(shown.length > 0 || !isNarrow) && (
        <div className={styles.pills}>
          {shown.map((kind) => (
            <FilterPill key={kind} kind={kind} filter={filter} change={change} names={names} />
          ))}
          {!isNarrow && <MoreFilters kinds={rest} filter={filter} change={change} />}
          {canClear && (
            <Button look="bare" onPress={() => goSearch(new URLSearchParams())}>
              {texts.filters.clearAll}
            </Button>
          )}
        </div>
      )}
      {ignored.length > 0 && (
        <p className={styles.ignored} role="status">
          <Icon name="warning" />
          {texts.filters.ignored(ignored.join(', '))}
          <Button look="bare" onPress={() => goSearch(writeFilter(filter), { replace: true })}>
            {texts.filters.dismiss}
          </Button>
        </p>
      )}
    </section>
  );
}
