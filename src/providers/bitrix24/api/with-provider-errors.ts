import type { Send } from '../../../transport/http.ts';
import { PortalMoved } from './rest.ts';
import { toProviderError } from './to-error.ts';

/** Whatever fails below is told in the port's words; the caller's own leaving stays as it is. */
export function withProviderErrors<Reply>(send: Send<Reply>, provider: string): Send<Reply> {
  return async (request, signal) => {
    try {
      return await send(request, signal);
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      throw error instanceof PortalMoved ? error : toProviderError(error, request.operation, provider);
    }
  };
}
