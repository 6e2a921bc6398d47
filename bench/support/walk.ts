import type { OrderDirection } from '../../src/domain/call-session.ts';
import type { Ask, TruePlace } from './graph-world.ts';

export type Walk = {
  readonly direction: OrderDirection;
  /** `last` and `before`, from the end to the beginning. */
  readonly isBackward: boolean;
  readonly range: { readonly from?: string; readonly to?: string } | null;
};

/** A page as its reader has it, in the order of the list. */
export type WalkedPage = { readonly places: readonly TruePlace[]; readonly cursor: string | null };

type Answer = {
  readonly callSessions: {
    readonly nodes: readonly { readonly providerKey: string; readonly nativeId: string; readonly startedAt: string }[];
    readonly pageInfo: Readonly<Record<'startCursor' | 'endCursor', string | null>> &
      Readonly<Record<'hasNextPage' | 'hasPreviousPage', boolean>>;
    readonly isComplete: boolean;
  };
};

const PAGE = 100;

const toQuery = (isBackward: boolean): string => `query Walk(
  $size: Int, $cursor: String, $direction: OrderDirection!, $range: DateTimeRange
) {
  callSessions(
    ${isBackward ? 'last: $size, before: $cursor' : 'first: $size, after: $cursor'}
    orderBy: { field: STARTED_AT, direction: $direction }, filter: { startedAt: $range }
  ) {
    nodes { providerKey nativeId startedAt durationSeconds direction outcome customer { number } line { number } }
    pageInfo { startCursor endCursor ${isBackward ? 'hasPreviousPage' : 'hasNextPage'} }
    isComplete
  }
}`;

/** Walks the timeline page by page; `askNow` may be another graph for every page, as after a restart. */
export async function* walkPages(
  askNow: (page: number) => Ask,
  { direction, isBackward, range }: Walk,
  from: string | null = null,
): AsyncGenerator<WalkedPage, undefined> {
  const query = toQuery(isBackward);
  let cursor = from;
  for (let page = 0; ; page += 1) {
    const data = await askNow(page)(query, { size: PAGE, cursor, direction, range });
    const { nodes, pageInfo, isComplete } = (data as Answer).callSessions;
    if (!isComplete) throw new Error('a page of the walk is not complete');
    cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor;
    const places = nodes.map(({ providerKey, nativeId, startedAt }) => ({
      provider: providerKey,
      nativeId,
      startedAt: Date.parse(startedAt),
    }));
    yield { places, cursor };
    if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return;
  }
}

/** Where a walk differs from the truth first, in words; null where every call comes once, in order. */
export function differenceFrom(truth: readonly TruePlace[], walked: readonly TruePlace[]): string | null {
  const at = truth.findIndex((place, index) => textOf(walked[index]) !== textOf(place));
  if (at < 0) return walked.length > truth.length ? `${walked.length - truth.length} calls too many` : null;
  return `call ${at} of ${truth.length} is ${textOf(walked[at])}, not ${textOf(truth[at])}`;
}

const textOf = (place: TruePlace | undefined): string =>
  place ? `${new Date(place.startedAt).toISOString()} ${place.provider} ${place.nativeId}` : 'missing';
