import { type Flight, createFlight } from './flight.ts';
import type { Send } from './http.ts';
import type { Repeatable } from './with-retry.ts';

/** Reads of the same identity that are in flight at the same time are one, which ends when its last caller has gone. */
export function withSharing<Reply, Request extends Repeatable>(
  send: Send<Reply, Request>,
  identityOf: (request: Request) => string,
): Send<Reply, Request> {
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
