import { DAY_MS, type Instant, floorToSecond } from '../../time/instant.ts';
import { ProviderError, asAnswer } from '../../domain/provider-error.ts';
import type { ProviderCheck } from '../../domain/provider.ts';
import { type Client, toWindow } from './api/client.ts';

/** Asks for one call and one user. What hides the calls is thrown; what hides only the agents is a warning. */
export async function check(client: Client, now: Instant, signal: AbortSignal): Promise<ProviderCheck> {
  const to = floorToSecond(now);
  const calls = await client.listVoiceCalls({ ...toWindow({ from: to - DAY_MS, to }), page_size: '1' }, signal);
  const callCount = 'unknown' in calls ? null : calls.total;
  const users = await client.listUsers({ page_size: '1' }, signal).catch(asAnswer);
  const seen = `${callCount ?? 'an unknown number of'} calls in the last day`;
  if (users instanceof ProviderError) return { summary: seen, warnings: [`Agents cannot be listed: ${users.message}`] };
  return { summary: `${seen}, ${users.total ?? 'an unknown number of'} agents`, warnings: [] };
}
