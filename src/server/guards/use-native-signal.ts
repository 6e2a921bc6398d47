import type { ServerResponse } from 'node:http';
import type { Plugin } from 'graphql-yoga';

/**
 * Gives a request that came over HTTP a signal of Node's own. The adapter's signal goes on saying that it is not aborted
 * once it has been combined with another one (AbortSignal.any), which every provider's deadline does.
 */
export function useNativeSignal(): Plugin<object, { res?: ServerResponse }> {
  return {
    onRequest({ request, serverContext: { res: response } }) {
      if (!response) return;
      const leaving = new AbortController();
      response.once('close', () => {
        if (!response.writableFinished) leaving.abort(new DOMException('The client went away.', 'AbortError'));
      });
      Object.defineProperty(request, 'signal', { value: leaving.signal });
    },
  };
}
