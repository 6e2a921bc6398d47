import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Item } from './items.ts';

type ActiveRowOptions = {
  readonly items: readonly Item<unknown>[];
  readonly grid: RefObject<HTMLElement | null>;
  readonly scrollTo: (index: number) => void;
};

/** The row that the keyboard stands on: one stop of the tab key for the whole list, arrows within. Null: nobody has been there. */
export function useActiveRow({ items, grid, scrollTo }: ActiveRowOptions) {
  const [active, setActive] = useState<string | null>(null);
  /** Set by a key, whose row gets the focus as soon as it exists. */
  const wanted = useRef<string | null>(null);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    grid.current
      ?.querySelector<HTMLElement>(`[data-call="${CSS.escape(wanted.current)}"]`)
      ?.focus({ preventScroll: true });
    wanted.current = null;
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const steps = stepsOf(event.key, grid.current);
    if (steps === null) return;
    event.preventDefault();
    const from =
      active === null ? items.findIndex(({ kind }) => kind === 'call') : items.findIndex(({ key }) => key === active);
    const index = callAt(items, from, steps);
    if (index === null) return;
    wanted.current = items[index]!.key;
    setActive(wanted.current);
    scrollTo(index);
  };
  const activate = useCallback((key: string) => setActive(key), []);
  return { active, activate, onKeyDown };
}

/** How many calls a key goes down, or up. */
function stepsOf(key: string, grid: HTMLElement | null): number | null {
  const row = grid?.querySelector('[data-call]')?.closest('[role=row]');
  const page = Math.max(1, Math.floor((grid?.parentElement?.clientHeight ?? 0) / (row?.clientHeight || 1)) - 3);
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return null;
  }
}

/** The call that is some calls away, or the last one before the end on that side. */
function callAt(items: readonly Item<unknown>[], from: number, steps: number): number | null {
  const towards = Math.sign(steps);
  let left = Math.abs(steps);
  let found: number | null = null;
  for (let index = from + towards; left > 0 && index >= 0 && index < items.length; index += towards) {
    if (items[index]!.kind !== 'call') continue;
    found = index;
    left -= 1;
  }
  return found;
}
