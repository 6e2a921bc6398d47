import type { CallSession } from '../../src/domain/call-session.ts';
import { type History, createHistory } from '../../src/history/create-history.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import type { TimeRange } from '../../src/time/time-range.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProvider, createMemoryProvider } from '../support/memory-provider.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { createQueryRunner } from '../support/run-query.ts';
import { keepWhole, openAccountOf, toKeeping } from './kept-world.ts';

export const BEGIN = Date.UTC(2026, 3, 1, 10);
export const SECONDS = 40;
export const NOW = BEGIN + 60 * DAY_MS;
export const RANGE = { from: BEGIN, to: BEGIN + SECONDS * SECOND_MS };
/** All that is kept where everything is. */
export const EVERYTHING = { from: BEGIN - 400 * DAY_MS, to: NOW };

/** People outside, each in every spelling that a phone system may send; the last two share the end of their numbers. */
export const CUSTOMERS: readonly (readonly string[])[] = [
  ['+442079460001', '02079460001', '442079460001', '+44 20 7946 0001'],
  ['+442079460002', '02079460002', '0044 2079460002'],
  ['+33612345678', '0033612345678'],
  ['+74951234567', '74951234567'],
  ['+78121234567', '78121234567'],
];
export const NAMES = ['Zoë Straße', 'ΟΔΥΣΣΕΥΣ', 'Ada Marsh', 'o"brien 100%_'] as const;
export const NOTES = [null, 'Asked for a call back', 'VIP; call 12345', 'straßE und ODER'] as const;
export const AGENTS = [
  { nativeId: '1', displayName: 'Ada Lovelace' },
  { nativeId: '2', displayName: 'Ben Okafor' },
  { nativeId: '3', displayName: null },
] as const;

/** A call as a test draws it. */
export type Drawn = {
  readonly second: number;
  readonly customer: number | null;
  readonly spelling: number;
  readonly name: number | null;
  readonly note: number;
  readonly agent: number | null;
  readonly direction: CallSession['direction'];
  readonly outcome: CallSession['outcome'];
  readonly seconds: number | null;
};

/** The call, and which person outside it is of. */
export const toCall = (provider: string, drawn: Drawn, index: number): CallSession => {
  const { customer, spelling, name, note, agent, seconds } = drawn;
  const spellings = customer === null ? ['hidden'] : CUSTOMERS[customer]!;
  return makeCall({
    provider,
    nativeId: `${index}`,
    startedAt: BEGIN + drawn.second * SECOND_MS,
    direction: drawn.direction,
    outcome: drawn.outcome,
    customer: {
      number: spellings[spelling % spellings.length]!,
      displayName: name === null ? null : NAMES[name]!,
      defaultCountry: 'GB',
    },
    line: { number: `+4412049900${10 + (index % 3)}`, displayName: null, defaultCountry: 'GB' },
    note: NOTES[note]!,
    agents: agent === null ? [] : [{ provider, nativeId: AGENTS[agent]!.nativeId }],
    durationSeconds: seconds,
    talkSeconds: seconds === null ? null : Math.floor(seconds / 2),
    waitSeconds: seconds === null ? null : seconds % 3,
    rating: seconds === null ? null : seconds % 6,
  });
};

export type SearchedWorld = {
  readonly vendors: readonly MemoryProvider[];
  readonly run: ReturnType<typeof createQueryRunner>;
  readonly keep: (range: TimeRange, vendor?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Phone systems "a" and "b" over one store, of which so much is kept. */
export async function createSearchedWorld(
  store: HistoryStore,
  calls: readonly (readonly CallSession[])[],
  kept: readonly TimeRange[],
): Promise<SearchedWorld> {
  const vendors = calls.map((own, index) =>
    createMemoryProvider({
      key: 'ab'[index]!,
      calls: own,
      agents: AGENTS.map((agent) => ({
        ...agent,
        provider: 'ab'[index]!,
        // The same at both, which makes one person of each.
        email: `agent-${agent.nativeId}@example.com`,
        extension: null,
        isActive: true,
      })),
      now: () => NOW,
      pageSize: 7,
      offsetOrders: ['DURATION'],
    }),
  );
  const keep = async (range: TimeRange, only?: number): Promise<void> => {
    for (const [index, vendor] of vendors.entries()) {
      if (only !== undefined && index !== only) continue;
      const keeping = toKeeping(vendor);
      await keepWhole(store, await openAccountOf(store, keeping), keeping, range, NOW);
    }
  };
  for (const range of kept) await keep(range);
  const history: History = createHistory({
    store,
    members: vendors.map((provider) => ({ provider, isKept: true, was: [] })),
    settings: { keepDays: 400, share: 0.3, freshSeconds: 10, lateSeconds: 300 },
    log: SILENT_LOG,
    now: () => NOW,
  });
  history.start();
  await history.opened();
  return {
    vendors,
    run: createQueryRunner(history.providers, { now: () => NOW }),
    keep,
    close: () => history.stop(),
  };
}
