import type { Client } from '@urql/core';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { type CallFilter } from '../filters/call-filter.ts';
import { toDay } from '../filters/dates.ts';
import { toCallSessionFilter } from '../filters/to-call-session-filter.ts';
import { useEvery } from '../parts/use-every.ts';
import { type Timeline, createTimeline } from './create-timeline.ts';
import type { TimelineState } from './timeline-state.ts';

/** The timeline of a filter and a place in it. Somebody who comes back from a call finds it as it was left. */
export function useTimeline(filter: CallFilter, before: string | null, now: Date): [Timeline, TimelineState] {
  const client = useClient();
  // Days are counted from today: tomorrow the same filter asks for others.
  const today = typeof filter.dates === 'string' ? toDay(now) : '';
  const key = JSON.stringify([filter, before, today]);
  const timeline = useMemo(
    () => keptTimeline(client, key, () => createTimeline({ client, filter: toCallSessionFilter(filter, now), before })),
    [client, key],
  );
  const state = useSyncExternalStore(timeline.subscribe, timeline.state);
  useEffect(() => timeline.start(), [timeline]);
  // Where nothing is kept, nothing tells of new calls: they are asked for, now and then.
  useEvery(LOOK_EVERY_MS, () => {
    if (state.follow === 'off') void timeline.catchUp();
  });
  return [timeline, state];
}

const LOOK_EVERY_MS = 60_000;

/** So many are kept, with all that was read of them. */
const KEPT = 3;
const timelines = new WeakMap<Client, Map<string, Timeline>>();

function keptTimeline(client: Client, key: string, create: () => Timeline): Timeline {
  const kept = timelines.get(client) ?? new Map<string, Timeline>();
  timelines.set(client, kept);
  const timeline = kept.get(key) ?? create();
  kept.delete(key);
  kept.set(key, timeline);
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  return timeline;
}
