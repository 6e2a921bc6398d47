import { DAY_MS, type Instant, ceilToSecond } from '../../time/instant.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { ProviderCheck } from '../../domain/provider.ts';
import type { History } from './api/history.ts';
import { countCalls } from './calls/count-calls.ts';
import { compileFilter } from './calls/filter.ts';
import type { UserDirectory } from './directory/directory.ts';

/** Asks for a day's count and for the users: what a page of calls with agents needs. */
export async function check(
  history: History,
  directory: UserDirectory,
  now: Instant,
  signal: AbortSignal,
): Promise<ProviderCheck> {
  const to = ceilToSecond(now);
  const calls = await countCalls(history, { from: to - DAY_MS, to }, compileFilter({}, null), signal);
  const seen = `${calls ?? 'uncounted'} calls in the last day`;
  try {
    const agents = await directory.listAgents(signal);
    return { summary: `${seen}, ${agents.length} agents`, warnings: [] };
  } catch (error) {
    // Calls are there without names: worth a warning, and no reason to do without the calls.
    if (!(error instanceof ProviderError) || error.kind !== 'forbidden') throw error;
    return { summary: seen, warnings: [`agents stay without names: ${error.message}`] };
  }
}
