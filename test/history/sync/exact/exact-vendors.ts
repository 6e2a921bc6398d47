import { BENCH_VENDORS, type BenchVendor } from '../../../../bench/vendors.ts';
import type { CallSource, DemoCall } from '../../../../src/demo/call-source.ts';
import type { DemoVendor } from '../../../../src/demo/demo-vendor.ts';
import type { CallSession } from '../../../../src/domain/call-session.ts';
import type { CallCosts } from '../../../../src/domain/provider.ts';
import { type Instant, SECOND_MS } from '../../../../src/time/instant.ts';
import { NOW } from '../../../conformance/world.ts';
import { type FakeClock, createFakeClock } from '../../../support/fake-clock.ts';

/** A call as it is read, with what stands beside it in the store. */
export type SeenCall = { readonly call: CallSession; readonly costs?: CallCosts | undefined; readonly readAt: Instant };

/** What a kind of vendor shows of a call that changes, and since when it shows it. Knows the demo's books, and no provider. */
export type ExactVendor = BenchVendor & {
  /** When a list that leaves nothing out shows a call first. */
  readonly shownFrom: (call: DemoCall) => Instant;
  /** When a list as people ask for it does; the same where left out. */
  readonly listedFrom?: (call: DemoCall) => Instant;
  /** Whether a call that was read says what the vendor held then. */
  readonly isSame: (seen: SeenCall, held: DemoCall) => boolean;
  /** Whether the vendor has a recording of a call; null where changes of it do not show. */
  readonly hasRecording: (held: DemoCall) => boolean | null;
};

const endOf = (call: DemoCall): Instant => call.startedAt + call.durationSeconds * SECOND_MS;
const ZOOM_LAG_MS = 60_000;
const BILLING_LAG_MS = 120_000;

type Manner = Omit<ExactVendor, keyof BenchVendor>;

const MANNERS: Readonly<Record<BenchVendor['kind'], Manner>> = {
  bitrix24: {
    shownFrom: endOf,
    isSame: ({ call }, held) => call.note === held.note && call.rating === held.rating,
    hasRecording: ({ isRecorded }) => isRecorded,
  },
  callgear: {
    // Read whole, its calls are there while they are still running.
    shownFrom: ({ startedAt }) => startedAt,
    listedFrom: endOf,
    isSame: ({ call }, held) =>
      call.note === held.note && call.rating === held.rating && call.customer?.displayName === held.customerName,
    hasRecording: ({ outcome, isRecorded }) => (outcome === 'VOICEMAIL' ? null : isRecorded),
  },
  voximplant: {
    shownFrom: endOf,
    // Nothing but what it cost and its recordings can change of a call: costs stand on the customer's leg.
    isSame: ({ call, costs, readAt }, held) => {
      if (held.outcome !== 'ANSWERED' || call.legs === undefined) return true;
      const amounts = (call.legs ?? []).flatMap((leg) => (leg.cost ?? costs?.legs.get(leg.nativeId))?.amount ?? []);
      if (amounts.length === 0) return readAt < endOf(held) + BILLING_LAG_MS;
      return amounts.some((amount) => Number(amount).toFixed(4) === held.cost);
    },
    hasRecording: ({ outcome, isRecorded }) => (outcome === 'BLOCKED' ? null : isRecorded),
  },
  'zoom-contact-center': {
    shownFrom: (call) => endOf(call) + ZOOM_LAG_MS,
    isSame: ({ call }, held) =>
      call.direction === 'INTERNAL' || (call.customer?.displayName ?? null) === held.customerName,
    // Nobody was there to be recorded.
    hasRecording: ({ agent, isRecorded }) => (agent === null ? null : isRecorded),
  },
};

export const EXACT_VENDORS: readonly ExactVendor[] = BENCH_VENDORS.map((vendor) => ({
  ...vendor,
  ...MANNERS[vendor.kind],
}));

/** How many calls each interleaving has. */
export const EXACT_COUNT = 150;

/** A vendor's server whose calls can be exchanged, so that one serves any number of interleavings. */
export type ExactServer = {
  readonly kind: ExactVendor;
  readonly vendor: DemoVendor;
  use(source: CallSource, clock: FakeClock): void;
};

/** Starts it. */
export async function startExactServer(kind: ExactVendor): Promise<ExactServer> {
  let source: CallSource = { count: EXACT_COUNT, at: (index) => raise(`there is no call ${index} yet`) };
  let clock = createFakeClock(NOW);
  const vendor = await kind.startVendor({
    source: {
      count: EXACT_COUNT,
      at: (index) => source.at(index),
      get absent() {
        return source.absent ?? new Set<number>();
      },
    },
    now: () => clock.now(),
    hasExamples: false,
  });
  return {
    kind,
    vendor,
    use(next, nextClock) {
      source = next;
      clock = nextClock;
    },
  };
}

function raise(message: string): never {
  throw new Error(message);
}
