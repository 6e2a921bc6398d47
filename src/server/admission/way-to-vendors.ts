import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Deadlines } from '../../domain/deadlines.ts';
import { type FairGate, NoRoom } from './fair-gate.ts';
import { NotAdmitted } from './not-admitted.ts';
import type { AskingVendors, Took, VendorRoom } from './vendor-room.ts';

/** Whose way it is. */
export type WayOptions = {
  readonly caller: string;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly deadlines: Deadlines;
  readonly gate: FairGate<AskingVendors>;
  readonly room: VendorRoom;
  /** Vendors are asked from now on. */
  readonly onAsk: () => void;
  /** The request is refused as a whole: nothing was asked for it. */
  readonly onRefuse: (refusal: NotAdmitted) => void;
};

/**
 * Lets a request through to vendors as a whole. What it asks of several providers in one turn is decided on together: either
 * all of it is asked, or none. Whoever is in goes on: what is begun is finished.
 */
export function createWayToVendors({ caller, signal, deadlines, gate, room, onAsk, onRefuse }: WayOptions) {
  const wanted = new Set<string>();
  const own: AskingVendors = { caller, wanted, places: new Set() };
  const answeredAt = new Map<string, number>();
  const requests = new Map<string, number>();
  const sharing: (() => boolean)[] = [];
  let deciding: Promise<void> | null = null;
  let beganAt: number | null = null;
  let isOver = false;
  let hasLeftLine = false;

  const begin = (): void => {
    beganAt ??= performance.now();
    for (const provider of wanted) room.join(own, provider);
    if (isOver) end();
  };
  const decide = async (): Promise<void> => {
    const goOn = deadlines.hold();
    try {
      await nextTurn();
      await gate.enter(own, signal);
    } catch (error) {
      hasLeftLine = signal.aborted;
      if (!(error instanceof NoRoom)) throw error;
      // By now others may be asking all of the same, and it costs nobody anything.
      if (!sharing.every((isShared) => isShared())) {
        const refusal = new NotAdmitted(room.fullFor(own) ?? [...wanted][0]!, error.retryAfterMs);
        onRefuse(refusal);
        throw refusal;
      }
    } finally {
      goOn();
    }
    begin();
  };
  const enter = async (provider: string, isShared: () => boolean): Promise<void> => {
    if (isOver || (beganAt === null && isShared())) return;
    wanted.add(provider);
    if (beganAt !== null) return begin();
    sharing.push(isShared);
    await (deciding ??= decide());
  };
  const end = (): void => {
    const took = (provider: string): Took | null => {
      const at = answeredAt.get(provider);
      if (at === undefined || beganAt === null) return null;
      return { ms: at - beganAt, requests: requests.get(provider) ?? 0 };
    };
    room.leave(own, took);
    gate.letIn();
  };

  return {
    async asking<Value>(provider: string, ask: () => Promise<Value>, isShared: () => boolean): Promise<Value> {
      onAsk();
      await enter(provider, isShared);
      const value = await ask();
      answeredAt.set(provider, performance.now());
      return value;
    },
    stood(provider: string, ms: number): void {
      if (beganAt !== null) room.noteWait(provider, ms, beganAt);
    },
    asked(provider: string, spacingMs: number): void {
      requests.set(provider, (requests.get(provider) ?? 0) + 1);
      room.noteSpacing(provider, spacingMs);
    },
    /** Whether the caller went away in line, before anything was asked. */
    hasLeftLine: (): boolean => hasLeftLine,
    /** The request has ended, and its way with it. */
    leave(): void {
      isOver = true;
      end();
    },
  };
}
