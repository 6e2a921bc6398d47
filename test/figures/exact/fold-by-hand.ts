import type { Instant } from '../../../src/time/instant.ts';
import { type CalendarByHand, type Unit } from './calendar-by-hand.ts';

/** A call as a page of the graph shows it. */
export type PageCall = {
  readonly id: string;
  readonly providerKey: string;
  readonly startedAt: string;
  readonly direction: string;
  readonly kind: string;
  readonly outcome: string;
  readonly durationSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly waitSeconds: number | null;
  readonly rating: number | null;
  readonly agents: readonly { readonly id: string }[] | null;
  readonly queues: readonly { readonly id: string }[] | null;
  readonly customer: { readonly number: string | null } | null;
  readonly line: { readonly number: string | null } | null;
  readonly recordings: readonly { readonly id: string }[] | null;
  readonly cost: { readonly amount: string; readonly currency: string | null } | null;
};

/** The fields that a call is read with. */
export const PAGE_FIELDS = `id providerKey startedAt direction kind outcome durationSeconds talkSeconds waitSeconds rating
  agents { id } queues { id } customer { number } line { number } recordings { id } cost { amount currency }`;

export type Dimension =
  'PROVIDER' | 'DIRECTION' | 'KIND' | 'OUTCOME' | 'AGENT' | 'QUEUE' | 'LINE' | 'HOUR_OF_DAY' | 'DAY_OF_WEEK';

export type StatsQuestion = {
  readonly by: readonly Dimension[];
  readonly every: Unit | null;
  readonly range: { readonly from: Instant; readonly to: Instant };
  readonly providers: readonly string[];
};

/** Buckets and totals in the words of the graph, made of the calls of all pages. */
export function foldByHand(calls: readonly PageCall[], question: StatsQuestion, calendar: CalendarByHand) {
  const { by, every, range, providers } = question;
  const buckets = new Map<
    string,
    { key: Record<string, unknown>; sort: (number | string | null)[]; calls: PageCall[] }
  >();
  const put = (
    from: Instant,
    to: Instant,
    key: Record<string, unknown>,
    sort: (number | string | null)[],
    call?: PageCall,
  ) => {
    // The same number is another line at another provider.
    const name = JSON.stringify([from, key, sort]);
    const bucket = buckets.get(name) ?? {
      key: { ...NO_KEY, from: iso(from), to: iso(to), ...key },
      sort: [from, ...sort],
      calls: [],
    };
    buckets.set(name, bucket);
    if (call) bucket.calls.push(call);
  };
  if (every !== null && by.every((dimension) => dimension === 'PROVIDER'))
    for (let at = range.from; at < range.to;) {
      const { from, to } = calendar.stretchAt(every, at);
      for (const provider of by.length === 0 ? [null] : providers)
        put(from, to, provider === null ? {} : { provider: { key: provider } }, provider === null ? [] : [provider]);
      at = to;
    }
  for (const call of calls) {
    const at = Date.parse(call.startedAt);
    const { from, to } = every === null ? range : calendar.stretchAt(every, at);
    for (const values of product(by.map((dimension) => valuesOf(dimension, call, calendar))))
      put(
        from,
        to,
        Object.assign({}, ...values.map(({ key }) => key)) as object as Record<string, unknown>,
        values.map(({ sort }) => sort),
        call,
      );
  }
  const made = [...buckets.values()].map((bucket) => ({ ...bucket, figures: figuresByHand(bucket.calls) }));
  made.sort((a, b) => {
    const first = every === null ? b.figures.calls - a.figures.calls : (a.sort[0] as number) - (b.sort[0] as number);
    return first || compareSorts(a.sort.slice(1), b.sort.slice(1));
  });
  return {
    buckets: made.map(({ key, figures }) => ({ ...key, figures })),
    totals: figuresByHand(calls),
  };
}

type Value = { readonly key: Record<string, unknown>; readonly sort: number | string | null };

const NO_KEY = {
  provider: null,
  direction: null,
  kind: null,
  outcome: null,
  agent: null,
  queue: null,
  line: null,
  hourOfDay: null,
  dayOfWeek: null,
};

const ORDERS = {
  direction: ['INBOUND', 'OUTBOUND', 'INTERNAL', 'UNKNOWN'],
  kind: ['CALL', 'CALLBACK', 'ANNOUNCEMENT', 'FAX', 'OTHER'],
  outcome: [
    ...['ANSWERED', 'MISSED', 'ABANDONED', 'BUSY', 'DECLINED', 'CANCELLED', 'VOICEMAIL', 'FAILED', 'BLOCKED'],
    ...['ONGOING', 'UNKNOWN'],
  ],
};

function valuesOf(dimension: Dimension, call: PageCall, calendar: CalendarByHand): Value[] {
  const at = Date.parse(call.startedAt);
  const word = (name: keyof typeof ORDERS): Value[] => [
    { key: { [name]: call[name] }, sort: ORDERS[name].indexOf(call[name]) },
  ];
  // Ids of the graph hide the provider and the native id: their order is told by what they hold.
  const named = (name: 'agent' | 'queue', all: readonly { readonly id: string }[] | null): Value[] =>
    (all ?? []).length === 0
      ? [{ key: { [name]: null }, sort: null }]
      : (all ?? []).map(({ id }) => ({ key: { [name]: { id } }, sort: `${call.providerKey} ${nativeIdIn(id)}` }));
  switch (dimension) {
    case 'PROVIDER':
      return [{ key: { provider: { key: call.providerKey } }, sort: call.providerKey }];
    case 'DIRECTION':
      return word('direction');
    case 'KIND':
      return word('kind');
    case 'OUTCOME':
      return word('outcome');
    case 'AGENT':
      return named('agent', call.agents);
    case 'QUEUE':
      return named('queue', call.queues);
    case 'LINE': {
      const number = call.line?.number ?? null;
      // Every line of the demo is spelled in one way by its vendor.
      return [
        { key: { line: number && { number } }, sort: number && `${call.providerKey} ${number.replaceAll(/\D/g, '')}` },
      ];
    }
    case 'HOUR_OF_DAY':
      return [{ key: { hourOfDay: calendar.hourOfDay(at) }, sort: calendar.hourOfDay(at) }];
    case 'DAY_OF_WEEK':
      return [{ key: { dayOfWeek: calendar.dayOfWeek(at) }, sort: calendar.dayOfWeek(at) }];
  }
}

const nativeIdIn = (id: string): string => Buffer.from(id, 'base64url').toString('latin1');

const product = (lists: readonly Value[][]): Value[][] =>
  lists.reduce<Value[][]>((made, list) => made.flatMap((each) => list.map((one) => [...each, one])), [[]]);

function compareSorts(a: readonly (number | string | null)[], b: readonly (number | string | null)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? null;
    if (one === other) continue;
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return 0;
}

const UNANSWERED = ['MISSED', 'ABANDONED', 'BUSY', 'DECLINED', 'CANCELLED', 'VOICEMAIL', 'FAILED'];

function figuresByHand(calls: readonly PageCall[]) {
  const numbers = (name: 'durationSeconds' | 'talkSeconds' | 'waitSeconds' | 'rating') => {
    const known = calls.flatMap((call) => call[name] ?? []);
    const total = known.reduce((sum, value) => sum + value, 0);
    const ends =
      known.length === 0
        ? { average: null, min: null, max: null }
        : { average: total / known.length, min: Math.min(...known), max: Math.max(...known) };
    return { known: known.length, total, ...ends };
  };
  return {
    calls: calls.length,
    answered: calls.filter(({ outcome }) => outcome === 'ANSWERED').length,
    unanswered: calls.filter(({ direction, outcome }) => direction === 'INBOUND' && UNANSWERED.includes(outcome))
      .length,
    durationSeconds: numbers('durationSeconds'),
    talkSeconds: numbers('talkSeconds'),
    waitSeconds: numbers('waitSeconds'),
    rating: numbers('rating'),
    cost: costsByHand(calls),
  };
}

/** Digit by digit, in as many places as the longest amount has. */
function costsByHand(calls: readonly PageCall[]) {
  const currencies = [...new Set(calls.flatMap(({ cost }) => (cost ? [cost.currency] : [])))];
  return currencies
    .sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map((currency) => {
      const amounts = calls.flatMap(({ cost }) => (cost && cost.currency === currency ? [cost.amount] : []));
      const places = Math.max(...amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
      const sum = amounts.reduce((total, amount) => {
        const [whole = '', part = ''] = amount.split('.');
        return total + BigInt(whole + part.padEnd(places, '0'));
      }, 0n);
      const digits = String(sum).padStart(places + 1, '0');
      return { amount: places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`, currency };
    });
}

const iso = (instant: Instant): string => new Date(instant).toISOString();
