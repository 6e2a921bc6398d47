import { DAY_MS, HOUR_MS, type Instant, SECOND_MS, floorToSecond } from '../time/instant.ts';
import { type CallSource, DEMO_KINDS, type DemoCall, type DemoKind, makeCall } from './call-source.ts';
import { createRandom } from './create-random.ts';

/** The calls of every demo vendor, and the moment the set ends at. */
export type DataSet = {
  readonly name: DataSetName;
  /** "Now" of the set: nothing in it starts later. */
  readonly endsAt: Instant;
  readonly sources: Readonly<Record<DemoKind, CallSource>>;
};

export const DATA_SET_NAMES = ['even', 'skewed', 'sparse', 'burst', 'months', 'fold', 'large'] as const;
export type DataSetName = (typeof DATA_SET_NAMES)[number];

/** Where every set ends unless told otherwise: a fixed moment, so that tests see the same calls every day. */
export const DATA_SETS_END = Date.UTC(2026, 3, 30, 12, 0, 0);

/** Makes a named set. `count` is the number of sessions of each vendor where the set leaves it open (`even`, `large`). */
export function createDataSet(name: DataSetName, options: { endsAt?: Instant; count?: number } = {}): DataSet {
  const endsAt = floorToSecond(options.endsAt ?? DATA_SETS_END);
  if (name === 'large')
    return { name, endsAt, sources: perVendor((kind) => createLargeSource(kind, endsAt, options.count ?? 100_000)) };
  const starts = perVendor((kind) => STARTS[name](kind, endsAt, options.count).sort((a, b) => a - b));
  const voximplant = createListSource('voximplant', starts.voximplant);
  const callgear = createListSource('callgear', starts.callgear);
  return {
    name,
    endsAt,
    sources: {
      voximplant,
      callgear,
      'zoom-contact-center': createListSource('zoom-contact-center', starts['zoom-contact-center']),
      // The crowd of `burst` stays whole: a shared call moves to the start of its twin.
      bitrix24:
        name === 'burst'
          ? createListSource('bitrix24', starts.bitrix24)
          : createSharingSource(starts.bitrix24, voximplant, callgear),
    },
  };
}

type Starts = (kind: DemoKind, endsAt: Instant, count?: number) => Instant[];

const STARTS: Readonly<Record<Exclude<DataSetName, 'large'>, Starts>> = {
  // All vendors equally dense, 120 days.
  even: (kind, endsAt, count = 2000) => spread(kind, count, endsAt - 120 * DAY_MS, endsAt),
  // One vendor has 95 % of the calls.
  skewed: (kind, endsAt) => spread(kind, kind === 'voximplant' ? 3800 : 67, endsAt - 120 * DAY_MS, endsAt),
  // Eight months of silence in the middle.
  sparse: (kind, endsAt) => [
    ...spread(kind, 150, endsAt - 330 * DAY_MS, endsAt - 300 * DAY_MS),
    ...spread(kind, 150, endsAt - 57 * DAY_MS, endsAt),
  ],
  // 400 calls of one vendor in one second, 100 of another in the same one.
  burst: (kind, endsAt) => [
    ...spread(kind, 200, endsAt - 20 * DAY_MS, endsAt),
    ...Array.from({ length: BURST[kind] }, () => endsAt - 10 * DAY_MS),
  ],
  months: (kind, endsAt) => spread(kind, 1400, endsAt - 425 * DAY_MS, endsAt),
  // Calls every ten minutes through both ends of the European summer time of 2025 and 2026.
  fold: (kind) => [...everyTenMinutes(kind, Date.UTC(2025, 9, 25)), ...everyTenMinutes(kind, Date.UTC(2026, 2, 28))],
};

/** Calls in the one crowded second of `burst`. */
export const BURST: Readonly<Record<DemoKind, number>> = {
  bitrix24: 400,
  callgear: 0,
  voximplant: 100,
  'zoom-contact-center': 0,
};

/** A vendor's number, for seeds and ids. */
const vendorNumber = (kind: DemoKind): number => DEMO_KINDS.indexOf(kind) + 1;

function spread(kind: DemoKind, count: number, from: Instant, to: Instant): Instant[] {
  const random = createRandom(vendorNumber(kind) * 7919 + count);
  // Some starts fall into one second on purpose: ties are where paging breaks.
  const starts: Instant[] = [];
  while (starts.length < count) {
    const start = floorToSecond(from + random() * (to - from - SECOND_MS));
    starts.push(start);
    if (random() < 0.03 && starts.length < count) starts.push(start);
  }
  return starts;
}

function everyTenMinutes(kind: DemoKind, from: Instant): Instant[] {
  const step = HOUR_MS / 6;
  return Array.from(
    { length: (3 * DAY_MS) / step },
    (_, index) => from + index * step + vendorNumber(kind) * SECOND_MS,
  );
}

function createListSource(kind: DemoKind, starts: readonly Instant[]): CallSource {
  return listSource(starts.map((startedAt, index) => makeCall(vendorNumber(kind), index, startedAt)));
}

/** A CRM's calls: a fifth of them ran through another vendor here, and both wrote them down. */
function createSharingSource(starts: readonly Instant[], voximplant: CallSource, callgear: CallSource): CallSource {
  const twins = starts.map((startedAt, index) => {
    const source = index % 10 === 3 ? voximplant : index % 10 === 6 ? callgear : null;
    const call = source !== null && index < source.count ? source.at(index) : null;
    return call === null
      ? { startedAt, twin: null }
      : {
          startedAt: call.startedAt,
          twin: { kind: source === voximplant ? ('voximplant' as const) : ('callgear' as const), call },
        };
  });
  twins.sort((a, b) => a.startedAt - b.startedAt);
  return listSource(
    twins.map(({ startedAt, twin }, index) => {
      const own = makeCall(vendorNumber('bitrix24'), index, startedAt);
      if (twin === null) return own;
      const { direction, outcome, durationSeconds, talkSeconds, waitSeconds, customerNumber } = twin.call;
      const shared = { direction, outcome, durationSeconds, talkSeconds, waitSeconds, customerNumber };
      return { ...own, ...shared, twin: { kind: twin.kind, index: twin.call.index } };
    }),
  );
}

const listSource = (calls: readonly DemoCall[]): CallSource => ({
  count: calls.length,
  at(index) {
    const call = calls[index];
    if (!call) throw new RangeError(`no demo call ${index} of ${calls.length}`);
    return call;
  },
});

/** Evenly spaced rows made on the fly: any number of them takes no memory. */
function createLargeSource(kind: DemoKind, endsAt: Instant, count: number): CallSource {
  const span = 300 * DAY_MS;
  const startOf = (index: number) => floorToSecond(endsAt - span + (index * span) / count);
  return { count, at: (index) => makeCall(vendorNumber(kind), index, startOf(index)) };
}

const perVendor = <Value>(make: (kind: DemoKind) => Value): Record<DemoKind, Value> => ({
  bitrix24: make('bitrix24'),
  callgear: make('callgear'),
  voximplant: make('voximplant'),
  'zoom-contact-center': make('zoom-contact-center'),
});
