import { CALL_PARTS } from '../../history/store/vendor-reading.ts';
import type { Syncer } from '../../history/sync/create-syncer.ts';
import { dayOf } from '../../time/day.ts';
import { DAY_MS } from '../../time/instant.ts';
import type { TimeRange } from '../../time/time-range.ts';
import { countOf } from './count-of.ts';
import type { KeptProvider, OpenedHistory, Screen } from './open-history.ts';
import { createProgress } from './progress.ts';
import { type End, ofEach, withSyncer } from './run-sync.ts';

/** Days that are read again of each provider, where nobody says how many. */
const DAYS = 10;

/**
 * `history verify`: reads days that are kept whole again, spread over all of them, and says what differs; that is put
 * right. A server may sync meanwhile: the later of two readings counts. Exit code 1 where anything differed.
 */
export async function verifyHistory(
  history: OpenedHistory,
  { days = DAYS }: { readonly days?: number },
  screen: Screen,
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress(screen, history.timer);
  const verifyOne = async (kept: KeptProvider, syncer: Syncer): Promise<End> => {
    const sample = spreadOver(await keptDays(history, kept, syncer), days);
    const differing: string[] = [];
    let rows = 0;
    for (const [index, day] of sample.entries()) {
      const { calls, kept: found } = await syncer.readAgain(day, signal);
      rows += calls;
      progress.tell(kept.provider.key, { rows, done: (index + 1) / sample.length, at: day.from });
      if (found.added + found.changed + found.removed > 0)
        differing.push(
          `  ${dayOf(day.from)}: ${found.added} were missing, ${found.changed} differed, ${found.removed} are gone`,
        );
    }
    const says = `${countOf(rows, 'call')} of ${countOf(sample.length, 'day')} read again, ${differing.length === 0 ? 'none differs' : 'what differed is put right'}`;
    return { isWhole: differing.length === 0, says: [says, ...differing].join('\n') };
  };
  return ofEach(history, screen, progress, (kept) =>
    withSyncer(history, kept, { isBeside: true }, (syncer) => verifyOne(kept, syncer)),
  );
}

async function keptDays({ store }: OpenedHistory, { account }: KeptProvider, syncer: Syncer): Promise<TimeRange[]> {
  const days: TimeRange[] = [];
  const target = syncer.target();
  for (let to = Math.floor(target.to / DAY_MS) * DAY_MS; to - DAY_MS >= target.from; to -= DAY_MS) {
    const day = { from: to - DAY_MS, to };
    if ((await store.status(account, day, CALL_PARTS)).progress === 1) days.push(day);
  }
  return days;
}

/** So many of a list, evenly. */
const spreadOver = <Item>(items: readonly Item[], count: number): Item[] =>
  items.length <= count
    ? [...items]
    : Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]!);
