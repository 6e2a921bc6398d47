import type { Deadlines } from '../../domain/deadlines.ts';
import { waitingAs } from '../../time/waiting-as.ts';
import type { Settings } from '../settings.ts';
import { type Allowance, createAllowance } from './allowance.ts';
import { type FairGate, NoRoom, createFairGate } from './fair-gate.ts';
import type { Waiting } from './fair-line.ts';
import { createTurnRoom } from './turn-room.ts';
import { createVendorRoom } from './vendor-room.ts';
import { createWayToVendors } from './way-to-vendors.ts';
import { createWorkingRoom } from './working-room.ts';

/** Decides which requests are begun, and when. */
export type Admission = ReturnType<typeof createAdmission>;

export type Allowances = { readonly requests: Allowance | null; readonly cost: Allowance | null };

/** What of the settings bounds it: a provider's deadline is its share of a request's time. */
type Bounds = Pick<Settings, 'admission'> & {
  readonly providers: readonly { readonly id: string; readonly deadlineMs: number }[];
};

/** Why requests are refused: too much to do for the server or for vendors, or a caller who has used up a minute's. */
export type Refused = 'server' | 'vendors' | 'requests' | 'cost';

export type Asked = {
  /** Whoever shares a place in line. */
  readonly caller: string;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly deadlines: Deadlines;
};

export type Ran<Result> = {
  readonly result: Result;
  readonly leave: () => void;
  /** Whether the caller went away in line, before vendors were asked. */
  readonly hasLeftLine: boolean;
};

/** How much there is to do. */
export type AdmissionStatus = {
  /** Requests that are worked on, and those that wait to be, also those that have not been read yet. */
  readonly inFlight: number;
  readonly waiting: number;
  /** Requests that wait to ask vendors, and by provider those that do and how many may. */
  readonly waitingForVendors: number;
  readonly vendors: Readonly<Record<string, { readonly inFlight: number; readonly limit: number }>>;
  /** How many were refused since the start, by the reason. */
  readonly refused: Readonly<Record<Refused, number>>;
};

/** Makes the admission of one server. Where no history is kept, everything asks vendors. */
export function createAdmission(settings: Bounds, { keepsHistory = true }: { readonly keepsHistory?: boolean } = {}) {
  let { admission: bounds } = settings;
  let deadlines = deadlinesOf(settings);
  let allowances = allowancesOf(bounds);
  const workingRoom = createWorkingRoom(() => ({ inAll: bounds.maxInFlight, ofCaller: bounds.maxInFlightPerCaller }));
  const vendorRoom = createVendorRoom((provider) => deadlines.get(provider) ?? Infinity);
  const workingGate = createFairGate(workingRoom, () => bounds);
  const vendorGate = createFairGate(vendorRoom, () => bounds);
  const turns = createTurnRoom(() => arrivals.letIn());
  const arrivals: FairGate<Waiting> = createFairGate(turns, () => bounds);
  const refused: Record<Refused, number> = { server: 0, vendors: 0, requests: 0, cost: 0 };

  /** Takes a place among those that are worked on; what comes back gives it up, once. */
  const startWork = async ({ caller, signal, deadlines: time }: Asked): Promise<() => void> => {
    const goOn = time.hold();
    await workingGate.enter({ caller }, signal).finally(goOn);
    const beganAt = performance.now();
    let isWorking = true;
    return () => {
      if (!isWorking) return;
      isWorking = false;
      workingRoom.leave(caller, performance.now() - beganAt);
      workingGate.letIn();
    };
  };

  const countingRefusals = async <Value>(reason: Refused, enter: () => Promise<Value>): Promise<Value> => {
    try {
      return await enter();
    } catch (error) {
      if (error instanceof NoRoom) refused[reason] += 1;
      throw error;
    }
  };

  return {
    /**
     * Waits among requests that come at once, so that whatever is quick is answered in between. Throws NoRoom where too many
     * wait; and, where everything asks vendors, for a caller whose requests wait for them in a flood: more are not even read.
     * Throws the signal's reason where the caller goes away.
     */
    async arrive(caller: string, signal: AbortSignal): Promise<void> {
      const arrivedAt = performance.now();
      await countingRefusals('server', () => arrivals.enter({ caller }, signal));
      const refusal = keepsHistory ? null : vendorGate.refuseFlood(caller, signal, arrivedAt);
      if (refusal === null) return;
      // The others of a flood are not kept waiting for turns in which nothing is done.
      turns.giveBack();
      await countingRefusals('vendors', () => refusal);
    },
    /** What callers may use up a minute; null for as much as they like. */
    allowances: () => allowances,
    /** Goes by other settings from now on; what is begun, and what waits, stays as it is. */
    renew(renewed: Bounds): void {
      const { requestsPerMinute, costPerMinute } = bounds;
      bounds = renewed.admission;
      deadlines = deadlinesOf(renewed);
      // Who has used up a minute's goes on so, unless there is another measure.
      if (requestsPerMinute !== bounds.requestsPerMinute || costPerMinute !== bounds.costPerMinute)
        allowances = allowancesOf(bounds);
      workingGate.letIn();
    },
    /** Counts a request that somebody else has refused. */
    noteRefusal: (reason: Refused): void => void (refused[reason] += 1),
    /**
     * Runs a request when it is its turn. Throws NoRoom or NotAdmitted where that would take too long, and the signal's
     * reason where the caller goes away. What comes back ends it: an answer in parts goes on after the first of them.
     */
    async run<Result>(asked: Asked, work: () => Result): Promise<Ran<Awaited<Result>>> {
      const stopWork = await countingRefusals('server', () => startWork(asked));
      const refusal = Promise.withResolvers<never>();
      const way = createWayToVendors({
        ...asked,
        gate: vendorGate,
        room: vendorRoom,
        // Whoever waits for a vendor keeps nobody from being answered out of what is kept.
        onAsk: stopWork,
        onRefuse(error) {
          refused.vendors += 1;
          refusal.reject(error);
        },
      });
      const leave = (): void => {
        stopWork();
        way.leave();
      };
      try {
        const working = waitingAs({ caller: asked.caller, way }, async () => await work());
        const result = await Promise.race([working, refusal.promise]);
        return { result, leave, hasLeftLine: way.hasLeftLine() };
      } catch (error) {
        leave();
        throw error;
      }
    },
    status: (): AdmissionStatus => ({
      inFlight: workingRoom.inFlight(),
      waiting: arrivals.waiting() + workingGate.waiting(),
      waitingForVendors: vendorGate.waiting(),
      vendors: vendorRoom.status(),
      refused: { ...refused },
    }),
  };
}

const deadlinesOf = ({ providers }: Bounds): ReadonlyMap<string, number> =>
  new Map(providers.map(({ id, deadlineMs }) => [id, deadlineMs]));

const allowancesOf = ({ requestsPerMinute, costPerMinute }: Bounds['admission']): Allowances => ({
  requests: requestsPerMinute === undefined ? null : createAllowance(requestsPerMinute),
  cost: costPerMinute === undefined ? null : createAllowance(costPerMinute),
});
