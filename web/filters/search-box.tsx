import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import type { CallFilter } from './call-filter.ts';
import { readSearch, searchOf } from './search.ts';
import type { ChangeFilter } from './use-filter.ts';
import styles from './search-box.module.css';

const PAUSE_MS = 350;

/** Looks for words or for a number, as what is typed looks like. Whatever is typed before it is left is one entry of the history. */
export function SearchBox({ filter, change }: { readonly filter: CallFilter; readonly change: ChangeFilter }) {
  const given = searchOf(filter);
  const [typed, setTyped] = useState(given);
  const input = useRef<HTMLInputElement>(null);
  const hasEntry = useRef(false);
  const commit = useRef<() => void>(() => {});
  commit.current = () => {
    const part = readSearch(typed);
    if (part === null || typed.trim() === given) return;
    change(part, { replace: hasEntry.current });
    hasEntry.current = true;
  };

  useEffect(() => {
    const timer = setTimeout(() => commit.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  // Going back, a view or a cleared filter changes it from elsewhere.
  useEffect(() => setTyped((now) => (now.trim() === given ? now : given)), [given]);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);

  return (
    <SearchField
      className={styles.field!}
      aria-label={texts.filters.search}
      value={typed}
      onChange={setTyped}
      onSubmit={() => commit.current()}
      onClear={() => change({ text: null, number: null })}
      onBlur={() => {
        commit.current();
        hasEntry.current = false;
      }}
    >
      <Icon name="search" />
      <Input ref={input} className={styles.input!} placeholder={texts.filters.searchPlaceholder} />
      <kbd className={styles.key} aria-hidden="true">
        /
      </kbd>
      <Button className={styles.clear!} aria-label={texts.filters.clearSearch}>
        <Icon name="close" />
      </Button>
    </SearchField>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
