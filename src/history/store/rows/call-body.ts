import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Money } from '../../../domain/money.ts';
import type { CallCosts } from '../../../domain/provider.ts';
import type { Recording } from '../../../domain/recording.ts';
import { StoreError } from '../store-error.ts';

/**
 * JSON of a call, its legs, its recordings and its costs. A part that was not brought is absent, as in the domain. The
 * provider's key stays out wherever it stands in the domain, since it can be renamed: the account knows it.
 */
export type Keyless<Thing> = Omit<Thing, 'provider'>;

export function toSessionText(call: CallSession): string {
  const { legs: _legs, recordings: _recordings, readAt: _readAt, ...session } = call;
  return JSON.stringify({
    ...withoutProvider(session),
    agents: session.agents?.map(withoutProvider) ?? session.agents,
    queues: session.queues?.map(withoutProvider) ?? session.queues,
  });
}

export function toCallSession(text: string, provider: string): CallSession {
  const session = parseKept<Keyless<CallSession>>(text);
  return {
    ...session,
    provider,
    agents: session.agents?.map((agent) => ({ ...agent, provider })) ?? session.agents,
    queues: session.queues?.map((queue) => ({ ...queue, provider })) ?? session.queues,
    legs: undefined,
    recordings: undefined,
    cost: session.cost,
  };
}

export const toLegsText = (legs: readonly CallLeg[] | null): string =>
  JSON.stringify(
    legs?.map((leg) => ({
      ...withoutProvider(leg),
      agent: leg.agent && withoutProvider(leg.agent),
      queue: leg.queue && withoutProvider(leg.queue),
    })) ?? null,
  );

export const toLegs = (text: string, provider: string): CallLeg[] | null =>
  parseKept<Keyless<CallLeg>[] | null>(text)?.map((leg) => ({
    ...leg,
    provider,
    agent: leg.agent && { ...leg.agent, provider },
    queue: leg.queue && { ...leg.queue, provider },
    cost: leg.cost,
  })) ?? null;

export const toRecordingsText = (recordings: readonly Recording[] | null): string =>
  JSON.stringify(recordings?.map(withoutProvider) ?? null);

export const toRecordings = (text: string, provider: string): Recording[] | null =>
  parseKept<Keyless<Recording>[] | null>(text)?.map((recording) => ({
    ...recording,
    provider,
    legId: recording.legId,
  })) ?? null;

export const toCostsText = ({ session, legs }: CallCosts): string => JSON.stringify({ session, legs: [...legs] });

export function toCosts(text: string): CallCosts {
  const { session, legs } = parseKept<{ session: Money | null; legs: [string, Money][] }>(text);
  return { session, legs: new Map(legs) };
}

function withoutProvider<Thing extends { readonly provider: string }>(thing: Thing): Keyless<Thing> {
  const { provider: _provider, ...rest } = thing;
  return rest;
}

/** Reads JSON that the store has written. */
export function parseKept<Body>(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch (error) {
    throw new StoreError('corrupt', 'A call of the store cannot be read.', error);
  }
}
