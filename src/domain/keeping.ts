import type { CallFilter } from './call-filter.ts';
import type { CallSelection } from './call-selection.ts';
import type { CallSession } from './call-session.ts';

/** What must be known of a provider so that its calls can be kept. Its rows, listed whole, name their agents themselves. */
export type Keeping = {
  /** Names the way in which rows become calls. Another name: what is kept was made another way. */
  readonly mapper: string;
  readonly defaultCountry: string | null;
  /**
   * Fingerprint of the settings that lead to the account. Where the vendor cannot be asked who it is, the account that was
   * behind the same settings before is taken to be behind them still.
   */
  readonly settingsPrint: string;
  /** Who stands behind the settings. Asks the vendor where the settings do not tell, and fails as any question does. */
  account(signal: AbortSignal): Promise<VendorAccount>;
  /** The filter that leaves nothing out, not even what lists leave out as a rule. */
  readonly everything: CallFilter;
  /**
   * Whether the rows of a list with this selection are all that there is to be kept of their calls, but for parts that are
   * joined: then a list that somebody reads is kept.
   */
  isWhole(selection: CallSelection): boolean;
  /**
   * The call as it may be kept, its legs and recordings included: without what opens a door, and with all that the graph
   * shows of it. Doing it twice is doing it once.
   */
  toKept(call: CallSession): CallSession;
  /**
   * A kept call made anew of the vendor's rows that are kept with it, and its legs of theirs: for rows that an earlier mapper
   * read. Asks nobody: what these rows do not tell is undefined. Null where its row cannot be read any more.
   */
  remap(call: CallSession): CallSession | null;
};

/** An account at its vendor. */
export type VendorAccount = {
  /** A fingerprint: the same after a key was rotated, another for another account. */
  readonly identity: string;
  /** The zone that its times were read in: in another one, they would be other moments. */
  readonly timeZone: string;
};
