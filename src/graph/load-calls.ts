import type { CallKey, CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { joinPage } from '../loaders/join-page.ts';
import type { JoinedCall } from '../loaders/joined-call.ts';
import type { GraphContext } from './context.ts';
import type { CallPlan } from './plan-calls.ts';

/** A call as an id names it. */
export type CallAddress = { readonly provider: string; readonly key: CallKey };

/**
 * Finds calls by id and joins what the plan says, in the order of the addresses: null for the unknown, the error for
 * those of a provider that failed.
 */
export async function loadCalls(
  addresses: readonly CallAddress[],
  plan: CallPlan,
  context: GraphContext,
): Promise<(JoinedCall | ProviderError | null)[]> {
  const found = await Promise.all(addresses.map((address) => loadCall(address, plan, context)));
  const calls = [...new Set(found.filter((call) => call !== null && !(call instanceof ProviderError)))];
  const joined = await joinPage(calls, plan.joins, context.loaders);
  const joinedOf = new Map(calls.map((call, index) => [call, joined.calls[index] ?? null]));
  return found.map((call) => (call === null || call instanceof ProviderError ? call : (joinedOf.get(call) ?? null)));
}

async function loadCall(
  { provider: providerKey, key }: CallAddress,
  plan: CallPlan,
  context: GraphContext,
): Promise<CallSession | ProviderError | null> {
  const provider = context.providers.get(providerKey);
  if (!provider) return null;
  try {
    return await context.loaders.sessions.load({
      ...key,
      provider: providerKey,
      selection: plan.selectionFor(provider.kind),
    });
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}
