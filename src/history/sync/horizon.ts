import { DAY_MS, type Instant } from '../../time/instant.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** How long calls keep appearing, as far as readings have shown. */
export type Horizon = {
  /** Calls that started before this no longer appear newly. */
  settledThrough(): Instant;
  /** How many calls appeared after their day was thought closed. */
  late(): number;
  /** Reads what another process has noted. */
  refresh(): Promise<void>;
  /** Notes calls that appeared late, and widens the horizon. True where it became wider. */
  noteLate(calls: number): Promise<boolean>;
};

/** Readings at fixed ages find what comes later still. */
const WIDEST_MS = 8 * DAY_MS;
const NOTE = 'horizon';

/** The horizon that a provider declares, and what was learned of it before. */
export async function openHorizon({
  provider,
  store,
  account,
  now,
}: Pick<SyncerOptions, 'provider' | 'store' | 'account' | 'now'>): Promise<Horizon> {
  let widenedMs = 0;
  let late = 0;
  const refresh = async (): Promise<void> => {
    const noted = ((await store.getNote(account, NOTE)) ?? {}) as {
      readonly widenedMs?: number;
      readonly late?: number;
    };
    ({ widenedMs = 0, late = 0 } = noted);
  };
  await refresh();
  return {
    refresh,
    settledThrough: () => Math.min(provider.settledThrough(), now() - widenedMs),
    late: () => late,
    async noteLate(calls) {
      const before = widenedMs;
      late += calls;
      widenedMs = Math.min(WIDEST_MS, 2 * Math.max(widenedMs, now() - provider.settledThrough()));
      await store.putNote(account, NOTE, { widenedMs, late });
      return widenedMs > before;
    },
  };
}
