import type { Agent } from '../../../domain/agent.ts';
import type { CallField } from '../../../domain/call-selection.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { type WallClock, wallClockOf } from '../../../time/wall-clock.ts';
import type { SessionRow } from '../api/wire.ts';

/** What a row does not say about itself. */
export type RowContext = {
  readonly provider: string;
  /** The clock that the row's dates are read off. */
  readonly clock: WallClock;
  readonly currency: string | null;
  readonly defaultCountry: string | null;
  /** The user of a name, where the application's directory has been read. */
  readonly findUser: (applicationId: string, userName: string) => Agent | undefined;
};

/** Which parts of a session are made: its agents, legs, recordings and cost. What is not made is undefined. */
export type RowParts = ReadonlySet<CallField>;

/** Stands for a directory that has not been read. */
export const NO_USERS: RowContext['findUser'] = () => undefined;

/** What a call keeps of its reply: the vendor's row, and the zone of its dates. Plain data, fit to be cached. */
export type KeptRow = { readonly wire: SessionRow; readonly timeZone: string };

/** The vendor's row of a call. */
export const rowOf = (call: Pick<CallSession, 'row'>): SessionRow => (call.row as KeptRow).wire;

/** The clock that a row's dates are read off. */
export const clockOfRow = (call: Pick<CallSession, 'row'>): WallClock => wallClockOf((call.row as KeptRow).timeZone);

const LARGEST_ID = 2n ** 63n - 1n;

/** Whether a text may be the id of a session: a number that fits into 64 bits. */
export const isNativeId = (text: string): boolean => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= LARGEST_ID;
