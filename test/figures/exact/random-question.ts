import { isDeepStrictEqual } from 'node:util';
import { createRandom } from '../../../src/demo/create-random.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import type { QueryRunner } from '../../support/run-query.ts';
import { type CalendarByHand, type Unit, createCalendarByHand } from './calendar-by-hand.ts';
import { ALL, type FiguresWorld, NOW, iso } from './figures-world.ts';
import { type Dimension, type PageCall, foldByHand } from './fold-by-hand.ts';

/** Zones of whole, half and quarter hours, whose clocks move by an hour or by half of one, at night or at midnight. */
export const ZONES = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Asia/Kathmandu'],
  ...['America/Santiago', 'Africa/Cairo', 'Pacific/Chatham', 'America/Havana'],
];

/** All calls, and those that pass the vendors' own filters. */
export type Truth = { readonly calls: readonly PageCall[]; readonly vendorFilters: readonly VendorFilter[] };
export type VendorFilter = {
  readonly provider: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly ids: ReadonlySet<string>;
};

/** Filters of the vendors' own, that rows decide. */
export const VENDOR_FILTERS = [
  { provider: 'portal', filter: { bitrix24: { callVote: { gte: 4 } } } },
  { provider: 'tracking', filter: { callgear: { isLost: { eq: true } } } },
  { provider: 'desk', filter: { zoomContactCenter: { hasNoQueue: true } } },
] as const;

/** Reads every call by pages, and which of them pass the vendors' own filters. */
export async function readTruth(world: FiguresWorld): Promise<Truth> {
  const vendorFilters: VendorFilter[] = [];
  for (const { provider, filter } of VENDOR_FILTERS) {
    const calls = await world.walk({ ...filter, providers: [provider] });
    vendorFilters.push({ provider, filter, ids: new Set(calls.map(({ id }) => id)) });
  }
  return { calls: await world.walk(), vendorFilters };
}

/** What is asked, and the calls that it is about. */
export type Question = {
  readonly variables: {
    readonly filter: Readonly<Record<string, unknown>>;
    readonly by: readonly Dimension[];
    readonly every: Unit | null;
    readonly timeZone: string;
  };
  readonly range: { readonly from: number; readonly to: number };
  readonly providers: readonly string[];
  readonly calls: readonly PageCall[];
};

/** Makes the question of a number, and the calls that it is about. */
export function makeQuestion(seed: number, { calls, vendorFilters }: Truth, longest = ALL.to - ALL.from): Question {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const oneOf = <Value>(values: readonly Value[]): Value => values[pick(values.length)]!;
  const some = <Value>(values: readonly Value[], most: number): Value[] => [
    ...new Set(Array.from({ length: 1 + pick(most) }, () => oneOf(values))),
  ];
  const maybe = (odds: number): boolean => pick(odds) === 0;

  const length = Math.min(longest, oneOf([6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 31 * DAY_MS, 120 * DAY_MS, 460 * DAY_MS]));
  const anchor = Date.parse(oneOf(calls).startedAt);
  // Whole days now and then, since those are what is remembered.
  const grain = oneOf([SECOND_MS, HOUR_MS, DAY_MS]);
  const from = Math.max(ALL.from, Math.floor((anchor - random() * length) / grain) * grain);
  const range = { from, to: Math.min(NOW, from + Math.ceil(length / grain) * grain) };

  const providers = maybe(3) ? some(['portal', 'tracking', 'pbx', 'desk'], 2) : ['portal', 'tracking', 'pbx', 'desk'];
  const digits = (number: string | null | undefined): string => (number ?? '').replaceAll(/\D/g, '').slice(-10);
  const FIELDS: Readonly<Record<string, () => readonly [unknown, (call: PageCall) => boolean]>> = {
    direction: () => {
      const values = some(['INBOUND', 'OUTBOUND'], 2);
      return [values, ({ direction }) => values.includes(direction)];
    },
    kind: () => {
      const values = some(['CALL', 'CALLBACK', 'FAX'], 2);
      return [values, ({ kind }) => values.includes(kind)];
    },
    outcome: () => {
      const values = some(['ANSWERED', 'MISSED', 'ABANDONED', 'BUSY', 'VOICEMAIL'], 3);
      return [values, ({ outcome }) => values.includes(outcome)];
    },
    agentIds: () => {
      const ids = some(
        calls.flatMap(({ agents }) => (agents ?? []).map(({ id }) => id)),
        3,
      );
      return [ids, ({ agents }) => (agents ?? []).some(({ id }) => ids.includes(id))];
    },
    queueIds: () => {
      const ids = some(
        calls.flatMap(({ queues }) => (queues ?? []).map(({ id }) => id)),
        2,
      );
      return [ids, ({ queues }) => (queues ?? []).some(({ id }) => ids.includes(id))];
    },
    customerNumber: () => {
      const numbers = some(
        calls.flatMap(({ customer }) => customer?.number ?? []),
        3,
      ).map(toE164);
      return [numbers, ({ customer }) => numbers.map(digits).includes(digits(customer?.number))];
    },
    lineNumber: () => {
      const numbers = some(
        calls.flatMap(({ line }) => line?.number ?? []),
        2,
      ).map(toE164);
      return [numbers, ({ line }) => numbers.map(digits).includes(digits(line?.number))];
    },
    number: () => {
      const numbers = some(
        calls.flatMap(({ line, customer }) => line?.number ?? customer?.number ?? []),
        2,
      ).map(toE164);
      return [
        numbers,
        ({ line, customer }) => [line, customer].some((party) => numbers.map(digits).includes(digits(party?.number))),
      ];
    },
    durationSeconds: () => {
      const [min, max] = [pick(60), 60 + pick(900)];
      return [
        { min, max },
        ({ durationSeconds }) => durationSeconds !== null && durationSeconds >= min && durationSeconds <= max,
      ];
    },
    hasRecording: () => {
      const has = maybe(2);
      return [has, ({ recordings }) => (recordings ?? []).length > 0 === has];
    },
  };
  const chosen = maybe(3) ? [] : some(Object.keys(FIELDS), 2);
  const made = chosen.map((name) => [name, FIELDS[name]!()] as const);
  const vendor = maybe(6) ? oneOf(vendorFilters) : null;
  const filter = {
    ...Object.fromEntries(made.map(([name, [value]]) => [name, value])),
    ...vendor?.filter,
    ...(providers.length < 4 && { providers }),
    startedAt: { from: iso(range.from), to: iso(range.to) },
  };
  const passes = (call: PageCall): boolean =>
    Date.parse(call.startedAt) >= range.from &&
    Date.parse(call.startedAt) < range.to &&
    providers.includes(call.providerKey) &&
    (vendor === null || call.providerKey !== vendor.provider || vendor.ids.has(call.id)) &&
    made.every(([, [, test]]) => test(call));

  const dimensions: readonly Dimension[] = [
    ...(['PROVIDER', 'DIRECTION', 'KIND', 'OUTCOME', 'AGENT', 'QUEUE', 'LINE', 'HOUR_OF_DAY', 'DAY_OF_WEEK'] as const),
  ];
  return {
    variables: {
      filter,
      by: maybe(4) ? [] : some(dimensions, 3),
      every: maybe(3) ? null : oneOf(['HOUR', 'DAY', 'WEEK', 'MONTH'] as const),
      timeZone: oneOf(ZONES),
    },
    range,
    providers,
    calls: calls.filter(passes),
  };
}

const toE164 = (number: string): string => (number.startsWith('0') ? `+44${number.slice(1)}` : number);

const FIGURES = `calls answered unanswered durationSeconds { ...F } talkSeconds { ...F } waitSeconds { ...F } rating { ...F }
  cost { amount currency }`;
const QUERY = `query ($filter: CallSessionFilter, $by: [CallStatsDimension!]!, $every: CallStatsInterval, $timeZone: TimeZone!) {
  callStats(filter: $filter, by: $by, every: $every, timeZone: $timeZone) {
    buckets { from to provider { key } direction kind outcome agent { id } queue { id } line { number } hourOfDay dayOfWeek figures { ${FIGURES} } }
    totals { ${FIGURES} } isComplete problems { message }
  }
}
fragment F on StatsFigure { known total average min max }`;

const calendars = new Map<string, CalendarByHand>();

/** Thrown where figures are not what the pages say. */
export class NotTheSame extends Error {}

const MAX_BUCKETS = 2000;

/** Asks, and folds by hand. Throws NotTheSame where the two differ. Gives back how many calls it was about. */
export async function expectSame(run: QueryRunner, question: Question): Promise<number> {
  const { variables, calls } = question;
  const calendar = calendars.get(variables.timeZone) ?? createCalendarByHand(variables.timeZone);
  calendars.set(variables.timeZone, calendar);
  const expected = foldByHand(calls, { ...variables, ...question }, calendar);
  const { data, errors } = await run<{ callStats: Record<string, unknown> | null }>(QUERY, { variables });
  if (expected.buckets.length > MAX_BUCKETS) {
    const said = `callStats: TOO_MANY_BUCKETS There would be ${expected.buckets.length} buckets;`;
    if (!errors[0]?.startsWith(said)) throw new NotTheSame(`${errors.join()} instead of ${said}`);
    return calls.length;
  }
  if (errors.length > 0) throw new NotTheSame(errors.join());
  const answered = { ...data.callStats };
  if (!isDeepStrictEqual(answered, { ...expected, isComplete: true, problems: [] }))
    throw new NotTheSame(`${JSON.stringify(variables)}: ${difference(answered, expected)}`);
  return calls.length;
}

function difference(answered: Record<string, unknown>, { buckets, totals }: ReturnType<typeof foldByHand>): string {
  const found = answered['buckets'] as readonly unknown[];
  const at = buckets.findIndex((bucket, index) => !isDeepStrictEqual(bucket, found[index]));
  const [one, other] =
    at < 0 ? [{ ...answered, buckets: found.slice(buckets.length) }, { totals }] : [found[at], buckets[at]];
  return `bucket ${at} of ${found.length}, by hand ${buckets.length}:\n${JSON.stringify(one)}\n${JSON.stringify(other)}`;
}
