import type { CallLeg } from '../../domain/call-leg.ts';
import type { CallSession } from '../../domain/call-session.ts';
import type { CallCosts } from '../../domain/provider.ts';
import type { Recording } from '../../domain/recording.ts';
import type { Instant } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import type { Account } from './account.ts';
import type { Lease } from './lease.ts';

/** What a call consists of, each read and covered for itself. */
export const CALL_PARTS = ['calls', 'legs', 'recordings', 'costs'] as const;
export type CallPart = (typeof CALL_PARTS)[number];

/**
 * A call as a vendor was read: what was not asked for is absent. It is plain data and holds nothing that opens a door,
 * in its rows neither: whoever has the file has it.
 */
export type ReadCall = {
  readonly nativeId: string;
  /** Absent when only parts were read, of a call that is kept already. Legs and recordings may stand in it. */
  readonly call?: CallSession;
  readonly legs?: readonly CallLeg[] | null;
  readonly recordings?: readonly Recording[] | null;
  readonly costs?: CallCosts;
};

/** One reading of a vendor. */
export type VendorReading = {
  readonly account: Account;
  /** Of who syncs. Null for a reading that somebody asked for: rows of a newer reading are left alone either way. */
  readonly lease: Lease | null;
  /** The moment before the vendor was asked. */
  readonly readAt: Instant;
  /** Calls that started before this no longer appear newly, as of the same moment. */
  readonly settledThrough: Instant;
  /**
   * What was read whole and unfiltered, in whole seconds, and which parts of it: a call in it that the reading lacks is
   * gone. Null for a reading with a filter, a cut one, or one with rows that could not be read.
   */
  readonly covers: {
    readonly range: TimeRange;
    readonly parts: readonly CallPart[];
    /** Since when the vendor still has calls: what it lacks from before is kept. */
    readonly heldSince?: Instant;
  } | null;
  readonly calls: readonly ReadCall[];
};

export type Remapping = {
  readonly account: Account;
  readonly lease: Lease | null;
  readonly calls: readonly ReadCall[];
};

/** What a reading changed. */
export type Kept = { readonly added: number; readonly changed: number; readonly removed: number };
