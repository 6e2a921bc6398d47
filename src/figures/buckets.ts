import { type CallFigures, sumFigures } from '../domain/call-figures.ts';
import type { CallGroup } from '../domain/call-groups.ts';
import { compareText } from '../domain/call-session.ts';
import { CALL_DIRECTIONS, CALL_KINDS, CALL_OUTCOMES } from '../domain/outcome.ts';
import type { Party } from '../domain/party.ts';
import { toLine } from '../domain/line.ts';
import type { Instant } from '../time/instant.ts';
import {
  type BucketKey,
  type FigureDimension,
  type FiguresBucket,
  type FiguresRequest,
  MAX_BUCKETS,
  tooManyBuckets,
} from './figures-request.ts';
import type { TimeCells } from './time-cells.ts';

/** The groups of one provider. */
type ProviderGroups = { readonly provider: string; readonly groups: readonly CallGroup[] };

type Filling = {
  readonly stretch: number;
  /** What orders it, and tells it from the others: a value for each dimension, in the order in which they were asked for. */
  readonly places: readonly Place[];
  newest: Instant;
  key: BucketKey;
  readonly each: CallFigures[];
};

/** A number or a text orders by itself; null comes last. */
type Place = number | string | null;
/** What a group says in one dimension; several where several took part. */
type Value = { readonly place: Place; readonly key: BucketKey };

/** Puts groups into buckets, in the order of the answer. Throws TOO_MANY_BUCKETS for more buckets than an answer has. */
export function fillBuckets(
  { by, every, queries }: FiguresRequest,
  cells: TimeCells,
  providers: readonly ProviderGroups[],
): FiguresBucket[] {
  const dimensions = [...new Set(by)];
  const fillings = new Map<string, Filling>();
  const fill = (stretch: number, values: readonly Value[], newest: Instant, figures: CallFigures | null): void => {
    const places = values.map(({ place }) => place);
    const name = JSON.stringify([stretch, places]);
    const known = fillings.get(name);
    const filling = known ?? { stretch, places, newest, key: keyOf(values), each: [] };
    if (figures) filling.each.push(figures);
    if (!known) fillings.set(name, filling);
    else if (isNewer({ newest, key: keyOf(values) }, known)) Object.assign(known, { newest, key: keyOf(values) });
  };

  const isFull = every !== null && dimensions.every((dimension) => dimension === 'PROVIDER');
  if (isFull)
    for (const stretch of cells.stretches.keys())
      for (const values of combine(dimensions.map(() => queries.map(({ provider }) => ofProvider(provider.key)))))
        fill(stretch, values, -Infinity, null);
  for (const { provider, groups } of providers)
    for (const group of groups) {
      const values = dimensions.map((dimension) => VALUES[dimension](group, provider, cells));
      for (const combined of combine(values)) fill(cells.stretchOf(group.at), combined, group.newest, group.figures);
    }
  if (fillings.size > MAX_BUCKETS) throw tooManyBuckets(String(fillings.size));

  const buckets = [...fillings.values()].map(({ each, ...filling }) => ({ ...filling, figures: sumFigures(each) }));
  const compare = every === null ? byMostCalls : byTime;
  return buckets
    .sort((a, b) => compare(a, b) || comparePlaces(a.places, b.places))
    .map(({ stretch, key, figures }) => ({ range: cells.stretches[stretch]!, ...key, figures }));
}

type Filled = Pick<Filling, 'stretch'> & { readonly figures: CallFigures };
const byTime = (a: Filled, b: Filled): number => a.stretch - b.stretch;
const byMostCalls = (a: Filled, b: Filled): number => b.figures.calls - a.figures.calls;

function comparePlaces(a: readonly Place[], b: readonly Place[]): number {
  for (const [index, place] of a.entries()) {
    const order = comparePlace(place, b[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

function comparePlace(a: Place, b: Place): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return typeof a === 'number' ? a - (b as number) : compareText(a, b as string);
}

/** Of two names of one agent or line, the newer one counts; of two that are as new, always the same one. */
function isNewer(a: Pick<Filling, 'newest' | 'key'>, b: Pick<Filling, 'newest' | 'key'>): boolean {
  return a.newest > b.newest || (a.newest === b.newest && JSON.stringify(a.key) > JSON.stringify(b.key));
}

const keyOf = (values: readonly Value[]): BucketKey =>
  values.reduce<BucketKey>((key, value) => ({ ...key, ...value.key }), {});

/** Every combination of one value of each dimension. */
const combine = (dimensions: readonly (readonly Value[])[]): Value[][] =>
  dimensions.reduce<Value[][]>(
    (combined, values) => combined.flatMap((each) => values.map((one) => [...each, one])),
    [[]],
  );

const ofProvider = (provider: string): Value => ({ place: provider, key: { provider } });

const VALUES: Record<FigureDimension, (group: CallGroup, provider: string, cells: TimeCells) => readonly Value[]> = {
  PROVIDER: (_group, provider) => [ofProvider(provider)],
  DIRECTION: ({ direction }) => [{ place: CALL_DIRECTIONS.indexOf(direction!), key: { direction: direction! } }],
  KIND: ({ kind }) => [{ place: CALL_KINDS.indexOf(kind!), key: { kind: kind! } }],
  OUTCOME: ({ outcome }) => [{ place: CALL_OUTCOMES.indexOf(outcome!), key: { outcome: outcome! } }],
  AGENT: ({ agents = [] }, provider) =>
    agents.length === 0
      ? [{ place: null, key: { agent: null } }]
      : agents.map((agent) => ({ place: nameOf(provider, agent.nativeId), key: { agent: { provider, ...agent } } })),
  QUEUE: ({ queues = [] }, provider) =>
    queues.length === 0
      ? [{ place: null, key: { queue: null } }]
      : queues.map((queue) => ({ place: nameOf(provider, queue.nativeId), key: { queue: { provider, ...queue } } })),
  LINE: ({ line = null }, provider) => [ofLine(provider, line)],
  HOUR_OF_DAY: ({ at }, _provider, { calendar }) => {
    const hourOfDay = calendar.hourOfDay(at);
    return [{ place: hourOfDay, key: { hourOfDay } }];
  },
  DAY_OF_WEEK: ({ at }, _provider, { calendar }) => {
    const dayOfWeek = calendar.dayOfWeek(at);
    return [{ place: dayOfWeek, key: { dayOfWeek } }];
  },
};

/** Lines are the same by their digits; what is no line elsewhere is none here. */
function ofLine(provider: string, party: Party | null): Value {
  const line = toLine(provider, party, null);
  if (line === null) return { place: null, key: { line: null } };
  return { place: nameOf(provider, line.nativeId), key: { line: { provider, ...line.party } } };
}

/** Keys hold no such character, so that they come first. */
const nameOf = (provider: string, nativeId: string): string => `${provider}\u0000${nativeId}`;
