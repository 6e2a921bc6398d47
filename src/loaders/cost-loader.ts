import type { CallSession } from '../domain/call-session.ts';
import type { CallCosts } from '../domain/provider.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';

/** Loads what calls and their legs cost. */
export const createCostLoader = (scope: LoaderScope): PortLoader<CallSession, CallCosts> =>
  createPortLoader<CallSession, CallCosts>(scope, {
    what: 'the costs of its calls',
    ask: (provider, calls, signal) => provider.getCosts(calls, signal),
  });
