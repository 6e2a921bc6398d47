import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpRequest, Send } from '../../../transport/http.ts';
import type { Credentials } from './credentials.ts';
import type { Envelope } from './read-envelope.ts';
import { isTokenRefusal } from './to-error.ts';
import type { Parameters } from './wire.ts';

/** One call of the vendor's REST API. */
export type RestCall = {
  readonly method: string;
  readonly parameters: Parameters;
  readonly purpose: 'read' | 'write';
  /** Commands inside, for a batch. */
  readonly commands?: number;
};

/** Calls methods of one portal. */
export type Rest = (call: RestCall, signal: AbortSignal) => Promise<Envelope>;

/** The portal has moved: thrown by what sends, caught here. */
export class PortalMoved extends Error {
  readonly location: string;

  constructor(location: string) {
    super('the portal has moved to another host');
    this.name = 'PortalMoved';
    this.location = location;
  }
}

/**
 * Puts credentials under a call. A refused token is renewed once; a portal that has moved is followed once: the same
 * POST at its new host, which is remembered.
 */
export function createRest(provider: string, credentials: Credentials, send: Send<Envelope>, budget: string): Rest {
  return async (call, signal) => {
    let mayRenew = true;
    let mayMove = true;
    for (;;) {
      const access = await credentials.get(signal);
      try {
        return await send(toRequest(call, access.baseUrl, access.token, budget), signal);
      } catch (error) {
        if (error instanceof PortalMoved) {
          if (!mayMove || !credentials.move(error.location)) throw cannotFollow(provider, call.method, error);
          mayMove = false;
          continue;
        }
        const isRefusal = error instanceof ProviderError && isTokenRefusal(error.code);
        if (!isRefusal || access.token === null || !mayRenew) throw error;
        mayRenew = false;
        credentials.refuse(access.token);
      }
    }
  };
}

function toRequest(
  { method, parameters, purpose, commands }: RestCall,
  baseUrl: string,
  token: string | null,
  budget: string,
): HttpRequest {
  return {
    method: 'POST',
    url: baseUrl + method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(token === null ? parameters : { ...parameters, auth: token }),
    operation: method,
    purpose,
    budget,
    ...(commands === undefined ? {} : { commands }),
  };
}

function cannotFollow(provider: string, method: string, { location }: PortalMoved): ProviderError {
  const message = `Bitrix24 answered ${method} with a redirect that is not followed: it leads to no portal this one can have moved to. Put the portal's new address into the settings.`;
  const detail = `it leads to ${URL.parse(location)?.host ?? 'an address that is not a URL'}`;
  return new ProviderError(provider, 'misconfigured', message, { detail });
}
