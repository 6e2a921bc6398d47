import type { CallSession } from '../domain/call-session.ts';
import type { Recording } from '../domain/recording.ts';
import { type LoaderScope, type PortLoader, createPortLoader } from './port-loader.ts';

/** Loads the recordings of calls; none where the provider has none. */
export const createRecordingLoader = (scope: LoaderScope): PortLoader<CallSession, readonly Recording[]> =>
  createPortLoader<CallSession, readonly Recording[]>(scope, {
    what: 'the recordings of its calls',
    ask: async (provider, calls, signal) =>
      provider.capabilities.hasRecordings ? provider.getRecordings(calls, signal) : calls.map(() => []),
  });
