import { DAY_MS } from '../../time/instant.ts';
import type { ProviderCheck } from '../../domain/provider.ts';
import { textOrNull } from '../../transport/read-wire.ts';
import type { Account } from './api/account.ts';
import { countCalls } from './calls/count-calls.ts';
import { compileFilter } from './calls/filter.ts';
import { nullIfClosed } from './api/to-error.ts';

/** Reaches the account: how many calls and agents it shows, and whether its zone is the one in the settings. */
export async function check(
  account: Account,
  timeZone: string | undefined,
  signal: AbortSignal,
): Promise<ProviderCheck> {
  const now = account.now();
  const asked = account.client.account(signal);
  // An agent's key may not read the account; with a zone in the settings nothing is lost by that.
  const known = await (timeZone === undefined ? asked : asked.catch(nullIfClosed));
  const calls = await countCalls({ from: now - DAY_MS, to: now }, compileFilter({}, null), account, signal);
  const employees = await account.client.employees(signal);
  const warnings: string[] = [];
  const zone = textOrNull(known?.timezone);
  if (timeZone !== undefined && zone !== null && zone !== timeZone)
    warnings.push(`timeZone is ${timeZone}, but the account's zone is ${zone}: times may be read wrongly.`);
  const name = textOrNull(known?.name);
  const counted = calls === null ? 'an uncounted number of calls' : `${calls} ${calls === 1 ? 'call' : 'calls'}`;
  const agents = `${employees.length} ${employees.length === 1 ? 'agent' : 'agents'}`;
  return { summary: `${name === null ? '' : `${name}: `}${counted} in the last day, ${agents}`, warnings };
}
