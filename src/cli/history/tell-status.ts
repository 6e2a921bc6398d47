import { CALL_PARTS } from '../../history/store/history-store.ts';
import { STATE_NOTE, type SyncCondition } from '../../history/sync/sync-state.ts';
import { DAY_MS, type Instant } from '../../time/instant.ts';
import { findAbandoned } from './find-abandoned.ts';
import type { OpenedHistory, Screen } from './open-history.ts';

/** `history status`: what is kept of each provider, and how its sync fares. Asks no vendor. */
export async function tellStatus(history: OpenedHistory, screen: Screen): Promise<number> {
  const { store, kept, settings, now } = history;
  for (const { provider, account } of kept) {
    const from = Math.max(
      provider.historySince(),
      settings.keepDays === null ? -Infinity : now() - settings.keepDays * DAY_MS,
    );
    const range = { from, to: provider.settledThrough() };
    const status = await store.status(account, range, CALL_PARTS);
    const condition = (await store.getNote(account, STATE_NOTE)) as SyncCondition | null;
    const lines = [
      `${provider.key}  ${condition?.state ?? 'not synced yet'}  ${status.calls.toLocaleString('en')} calls, ${(100 * status.progress).toFixed(1)} % of ${timeOf(range.from)} to ${timeOf(range.to)}`,
      ...(status.kept === null ? [] : [`  kept whole from ${timeOf(status.kept.from)} to ${timeOf(status.kept.to)}`]),
      ...(status.followedThrough === null ? [] : [`  followed until ${timeOf(status.followedThrough)}`]),
      ...(status.lastReadAt === null ? [] : [`  last read at ${timeOf(status.lastReadAt)}`]),
      ...(condition?.lastError == null ? [] : [`  last trouble: ${condition.lastError}`]),
    ];
    screen.write(`${lines.join('\n')}\n`);
  }
  for (const { account, calls } of await findAbandoned(history))
    screen.write(
      `${calls.toLocaleString('en')} calls of a ${account.kind} account that no provider leads to any more: \`history purge --abandoned\` drops them\n`,
    );
  return 0;
}

const timeOf = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;
