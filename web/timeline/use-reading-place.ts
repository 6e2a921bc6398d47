import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Timeline } from './create-timeline.ts';
import type { TimelineState } from './timeline-state.ts';
import type { Item } from './items.ts';
import type { Sizes } from './use-sizes.ts';

type ReadingPlaceOptions = {
  readonly timeline: Timeline;
  readonly state: TimelineState;
  readonly items: readonly Item<unknown>[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly sizes: Sizes;
};

/**
 * Keeps what is being read where it is while calls come and go above it. At the very top of the newest calls there is nothing
 * to keep: new ones slide in there.
 */
export function useReadingPlace({ timeline, state, items, scroller, sizes }: ReadingPlaceOptions): void {
  const before = useRef({ items, isNewest: state.newer.state === 'end' });

  useLayoutEffect(() => {
    const element = scroller.current!;
    const { items: last, isNewest } = before.current;
    before.current = { items, isNewest: state.newer.state === 'end' };
    const isAtTop = element.scrollTop <= AT_TOP;
    if (last === items || (isAtTop && isNewest)) return;
    const starts = new Map<string, number>();
    let height = 0;
    for (const { key, kind } of items) {
      starts.set(key, height);
      height += sizes[kind];
    }
    // The first call in sight, or the next one that is still there.
    let start = 0;
    for (const { key, kind } of last) {
      const now = starts.get(key);
      if (kind === 'call' && now !== undefined && start + sizes.call > element.scrollTop + sizes.day) {
        element.scrollTop += now - start;
        return;
      }
      start += sizes[kind];
    }
  }, [items, state.newer, scroller, sizes]);

  const timesToTop = useRef(state.timesToTop);
  useLayoutEffect(() => {
    if (timesToTop.current !== state.timesToTop) scroller.current!.scrollTop = 0;
    timesToTop.current = state.timesToTop;
  }, [state.timesToTop, scroller]);

  useEffect(() => {
    const element = scroller.current!;
    const tell = (): void => timeline.setAtTop(element.scrollTop <= AT_TOP);
    tell();
    element.addEventListener('scroll', tell, { passive: true });
    return () => element.removeEventListener('scroll', tell);
  }, [timeline, scroller]);

  // Somebody who comes back from a call finds the list where it was left.
  useLayoutEffect(() => {
    const element = scroller.current!;
    element.scrollTop = timeline.place.scrollTop;
    const note = (): void => {
      timeline.place.scrollTop = element.scrollTop;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, [timeline, scroller]);
}

const AT_TOP = 1;
