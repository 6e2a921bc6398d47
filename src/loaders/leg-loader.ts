import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSession } from '../domain/call-session.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';

/** Loads the legs of calls; none where the provider has none. */
export const createLegLoader = (scope: LoaderScope): PortLoader<CallSession, readonly CallLeg[]> =>
  createPortLoader<CallSession, readonly CallLeg[]>(scope, {
    what: 'the legs of its calls',
    ask: async (provider, calls, signal) =>
      provider.capabilities.hasLegs ? provider.getLegs(calls, signal) : calls.map(() => []),
  });
