import { FULL_SELECTION } from '../../../../src/domain/call-selection.ts';
import { compareText } from '../../../../src/domain/call-session.ts';
import type { OrderDirection } from '../../../../src/domain/call-session.ts';
import type { Provider } from '../../../../src/domain/provider.ts';
import type { ReadingAge } from '../../../../src/domain/reading-age.ts';
import { createDeadlines } from '../../../../src/loaders/create-deadlines.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../../../src/time/instant.ts';
import type { TimeRange } from '../../../../src/time/time-range.ts';
import { createTimeline } from '../../../../src/timeline/index.ts';
import type { TimelinePage } from '../../../../src/timeline/timeline-page.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import type { BookedCall, ChangingVendor, Held } from './changing-vendor.ts';
import type { ExactVendor } from './exact-vendors.ts';
import { NotExact } from './expect-exact.ts';

/** Somebody who walks through the calls, page by page, while they are synced. */
export type Walker = {
  /** Reads the next page of the walk, or the first of another one, and compares it with what the vendor held. */
  readPage(provider: Provider): Promise<void>;
  /** How many pages were compared, and how many of them asked for nothing that was not kept. */
  readonly pages: () => { readonly all: number; readonly complete: number };
};

type Walk = {
  readonly direction: OrderDirection;
  readonly isBackward: boolean;
  readonly range: TimeRange;
  readonly age: ReadingAge;
  cursor: string | null;
  /** The last call of the page before; null at the beginning. */
  last: BookedCall | null;
};

/** The settings of `sync-world.ts`, and what a timeline keeps for the next page. */
const OPEN_AGE_MS = { young: 10_000, late: 300_000 };
const LOOK_AHEAD_MS = 5000;

/** Makes one who walks in any direction, over any range, and wants answers of any age. */
export function createWalker(
  { isSame }: ExactVendor,
  changing: ChangingVendor,
  clock: FakeClock,
  historySince: Instant,
  random: () => number,
): Walker {
  const timeline = createTimeline({ now: clock.now });
  const { signal } = new AbortController();
  const counted = { all: 0, complete: 0 };
  let walk: Walk | null = null;

  const begin = (): Walk => {
    const to = Math.ceil((clock.now() - (random() < 0.5 ? 0 : random() * 3 * DAY_MS)) / SECOND_MS) * SECOND_MS;
    const from = random() < 0.5 ? historySince : to - Math.ceil(random() * 48) * HOUR_MS;
    const ages: readonly ReadingAge[] = [{}, {}, {}, {}, { maxAgeMs: 0 }, { maxAgeMs: HOUR_MS }, { isKeptOnly: true }];
    return {
      direction: random() < 0.5 ? 'ASC' : 'DESC',
      isBackward: random() < 0.3,
      range: { from: Math.max(from, historySince), to },
      age: ages[Math.floor(random() * ages.length)]!,
      cursor: null,
      last: null,
    };
  };
  /** Whether a call lies behind another in the order in which this walk reads. */
  const isBehind = ({ direction, isBackward }: Walk, one: BookedCall, other: BookedCall): boolean => {
    const order = one.startedAt - other.startedAt || compareText(one.nativeId, other.nativeId);
    return (direction === 'ASC') !== isBackward ? order > 0 : order < 0;
  };

  const compare = (walk: Walk, page: TimelinePage, askedAt: Instant): void => {
    const shown = page.edges.map(({ call }) => call);
    if (walk.isBackward) shown.reverse();
    const isOver = walk.isBackward ? !page.hasPreviousPage : !page.hasNextPage;
    const end = shown.at(-1) ?? null;
    const { asOf, problems } = page;
    const now = clock.now();
    const isWhole = problems.length === 0;
    const held = ({ nativeId }: BookedCall, from: Instant): readonly Held[] =>
      changing.heldWithin(nativeId, from, now, true);

    const ids = new Set(shown.map(({ nativeId }) => nativeId));
    if (ids.size < shown.length) throw new NotExact('a call is shown twice on one page');
    for (const [index, call] of shown.entries()) {
      const { nativeId, readAt, startedAt } = call;
      const before = shown[index - 1] ?? walk.last;
      if (before !== null && !isBehind(walk, call, before))
        throw new NotExact(`${nativeId} is shown out of its order after ${before.nativeId} (${call.provider})`);
      if (startedAt < walk.range.from || startedAt >= walk.range.to)
        throw new NotExact(`${nativeId} is shown, and lies outside the range`);
      if (readAt === undefined || readAt < asOf || readAt > now)
        throw new NotExact(`${nativeId} was read at another time than its page says`);
      const states = changing.heldWithin(nativeId, readAt, now, true);
      if (!states.some((one) => one !== null && isSame({ call, readAt }, one)))
        throw new NotExact(`${nativeId} is shown as it was not since it was read`);
      if (walk.age.isKeptOnly !== true && startedAt >= now - DAY_MS && isWhole) {
        const { young, late } = OPEN_AGE_MS;
        const most = walk.age.maxAgeMs ?? (startedAt >= askedAt - HOUR_MS ? young : late);
        if (askedAt - readAt > most + LOOK_AHEAD_MS) throw new NotExact(`${nativeId} of the open days is too old`);
      }
    }
    for (const one of changing.calls) {
      const isInside = one.startedAt >= walk.range.from && one.startedAt < walk.range.to;
      if (!isInside || (walk.last !== null && !isBehind(walk, one, walk.last))) continue;
      if (!isOver && (end === null || isBehind(walk, one, end))) continue;
      const states = held(one, asOf);
      if (isWhole && !ids.has(one.nativeId) && states.every((state) => state !== null))
        throw new NotExact(`${one.nativeId} is missing from a page`);
    }
    const { totalCount } = page;
    if (typeof totalCount === 'number' && isWhole) {
      const inside = changing.calls.filter(
        ({ startedAt }) => startedAt >= walk.range.from && startedAt < walk.range.to,
      );
      const least = inside.filter((one) => held(one, asOf).every((state) => state !== null)).length;
      const most = inside.filter((one) => held(one, asOf).some((state) => state !== null)).length;
      if (totalCount < least || totalCount > most)
        throw new NotExact(`${totalCount} calls are counted, and there were ${least} to ${most}`);
    }
    counted.all += 1;
    if (isWhole) counted.complete += 1;
  };

  return {
    pages: () => counted,
    async readPage(provider) {
      walk ??= begin();
      const { direction, isBackward, range, age, cursor } = walk;
      const size = 1 + Math.floor(random() * 40);
      const askedAt = clock.now();
      const page = await timeline.readPage(
        {
          queries: [{ provider: provider.at?.(age) ?? provider, filter: {}, selection: FULL_SELECTION }],
          range,
          direction,
          age,
          ...(isBackward ? { last: size, before: cursor } : { first: size, after: cursor }),
          wantsTotal: random() < 0.5,
          deadlines: createDeadlines(),
        },
        signal,
      );
      compare(walk, page, askedAt);
      const end = (isBackward ? page.edges[0] : page.edges.at(-1))?.call;
      // A page that nothing came to, or that lacks something, is the end of a walk here.
      const goesOn = isBackward ? page.hasPreviousPage : page.hasNextPage;
      if (!goesOn || end === undefined || page.problems.length > 0) walk = null;
      else {
        walk.cursor = isBackward ? page.startCursor : page.endCursor;
        walk.last = end;
      }
    },
  };
}
