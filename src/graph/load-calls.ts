import type { CallKey, CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { joinPage } from '../loaders/join-page.ts';
import { mapPart } from '../loaders/joined-call.ts';
import type { GraphContext } from './context.ts';
import type { CallPlan } from './plan-calls.ts';

/** A call as an id names it. */
export type CallAddress = { readonly provider: string; readonly key: CallKey };

type Scope = Pick<GraphContext, 'providers' | 'loaders'>;

/**
 * Finds calls by id and joins what the plan says, in the order of their addresses: null for the unknown, the error for those
 * of a provider that failed. The problems are what stood in the way of a part of a call.
 */
export async function loadCalls(addresses: readonly CallAddress[], plan: CallPlan, scope: Scope) {
  const found = await Promise.all(addresses.map((address) => loadCall(address, plan, scope)));
  const calls = [...new Set(found.filter((call) => call !== null && !(call instanceof ProviderError)))];
  const joined = await joinPage(calls, plan.joins, scope.loaders);
  return { calls: found.map((call) => mapPart(call, joined.of)), problems: joined.problems };
}

async function loadCall(
  { provider: providerKey, key }: CallAddress,
  plan: CallPlan,
  { providers, loaders }: Scope,
): Promise<CallSession | ProviderError | null> {
  const provider = providers.get(providerKey);
  if (!provider) return null;
  return loaders.sessions.part({ ...key, provider: providerKey, selection: plan.selectionFor(provider.kind) });
}
