import { type Flight, createFlight } from './flight.ts';
import type { HttpRequest, Send } from './http.ts';

/** Identical reads in flight at the same time are one request, which ends when the last of its askers has gone. */
export function withSharing<Reply>(send: Send<Reply>): Send<Reply> {
  const flights = new Map<string, Flight<Reply>>();
  return async (request, signal) => {
    signal.throwIfAborted();
    if (request.purpose !== 'read') return send(request, signal);
    const key = identityOf(request);
    const flying = flights.get(key);
    if (flying?.isOpen()) return flying.join(signal);
    const flight: Flight<Reply> = createFlight((shared) =>
      send(request, shared).finally(() => {
        // An abandoned flight may have been replaced meanwhile.
        if (flights.get(key) === flight) flights.delete(key);
      }),
    );
    flights.set(key, flight);
    return flight.join(signal);
  };
}

/** Headers count, since another credential or range is another question. */
function identityOf({ method, url, body, headers }: HttpRequest): string {
  return JSON.stringify([method, url, body ?? null, Object.entries(headers ?? {}).sort()]);
}
