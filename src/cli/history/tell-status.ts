import { keptSince } from '../../history/kept-since.ts';
import { readHistoryStatus } from '../../history/read-history-status.ts';
import type { Instant } from '../../time/instant.ts';
import { countOf } from './count-of.ts';
import { findAbandoned } from './find-abandoned.ts';
import type { OpenedHistory, Screen } from './open-history.ts';

/** `history status`: what is kept of each provider, and how its sync fares. Asks no vendor. */
export async function tellStatus(history: OpenedHistory, screen: Screen): Promise<number> {
  const { store, kept, settings, now } = history;
  for (const provider of kept) {
    const since = keptSince(provider, settings.keepDays, now());
    const status = await readHistoryStatus(store, provider, since);
    if (status === null) {
      screen.write(`${provider.key}  nothing is kept yet\n`);
      continue;
    }
    const { state, calls, progress, keptFrom, keptThrough } = status;
    const whole = `${timeOf(since)} to ${timeOf(provider.settledThrough())}`;
    const lines = [
      `${provider.key}  ${state}  ${countOf(calls, 'call')}, ${(100 * progress).toFixed(1)} % of ${whole}`,
      ...(keptFrom === null || keptThrough === null
        ? []
        : [`  kept whole from ${timeOf(keptFrom)} to ${timeOf(keptThrough)}`]),
      ...(status.transcripts === 0 ? [] : [`  what was said in ${countOf(status.transcripts, 'recording')}`]),
      ...(status.callsPerSecond === null ? [] : [`  ${status.callsPerSecond} calls a second`]),
      ...(status.followedThrough === null ? [] : [`  followed until ${timeOf(status.followedThrough)}`]),
      ...(status.lastReadAt === null ? [] : [`  last read at ${timeOf(status.lastReadAt)}`]),
      ...(status.lastError === null ? [] : [`  last trouble: ${status.lastError}`]),
    ];
    screen.write(`${lines.join('\n')}\n`);
  }
  for (const { account, calls } of await findAbandoned(history))
    screen.write(
      `${countOf(calls, 'call')} of a ${account.kind} account that no provider leads to any more: \`history purge --abandoned\` drops them\n`,
    );
  return 0;
}

const timeOf = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;
