import { DAY_MS, type Instant, floorToSecond } from '../../time/instant.ts';
import type { ProviderCheck } from '../../domain/provider.ts';
import { ProviderError, asAnswer, orThrow } from '../../domain/provider-error.ts';
import type { Bitrix24Client } from './api/client.ts';

type CheckParts = {
  readonly client: Bitrix24Client;
  readonly isWebhook: boolean;
  readonly now: Instant;
};

/** Looks once at what the account may see: its calls, which must be readable, and its users and disk, which should. */
export async function check({ client, isWebhook, now }: CheckParts, signal: AbortSignal): Promise<ProviderCheck> {
  const range = { from: floorToSecond(now - DAY_MS), to: floorToSecond(now) };
  // All are asked for in one turn of the event loop, so they travel together.
  const [[calls], [users], [file]] = await Promise.all([
    client.listStatisticsTogether([{ conditions: [], range, offset: 0 }], signal),
    client.listUsers([0], signal).catch(asOnlyAnswer),
    client.getFiles([NO_FILE], signal).catch(asOnlyAnswer),
  ]);
  const seen = orThrow(calls)?.total ?? 0;
  const warnings: string[] = [];
  if (users instanceof ProviderError) warnings.push(`Agents stay without names: ${users.message}`);
  if (file instanceof ProviderError && file.kind !== 'unsupported')
    warnings.push(`Recordings stay closed: ${file.message}`);
  if (isWebhook) warnings.push('With a webhook, external calls cannot be finished: that takes "oauth".');
  const agents = users === undefined || users instanceof ProviderError ? 'no agents' : `${users.total ?? 0} users`;
  return { summary: `${seen} calls in the last day, ${agents}, at ${client.origin()}`, warnings };
}

/** An id that no file has: asking for it shows whether the disk may be asked at all. */
const NO_FILE = '0';

const asOnlyAnswer = (error: unknown): [ProviderError] => [asAnswer(error)];
