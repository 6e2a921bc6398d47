import type { ServerResponse } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { leavingSignalOf } from '../http/leaving-signal.ts';

/**
 * Gives a request that came over HTTP a signal of Node's own. The adapter's signal goes on saying that it is not aborted
 * once it has been combined with another one (AbortSignal.any), which every provider's deadline does.
 */
export function useNativeSignal(): Plugin<object, { res?: ServerResponse }> {
  return {
    onRequest({ request, serverContext: { res: response } }) {
      if (response) Object.defineProperty(request, 'signal', { value: leavingSignalOf(response) });
    },
  };
}
