import { untilAborted } from '../time/until-aborted.ts';
import { createParty, currentWaiter, waitingAs } from '../time/waiting-as.ts';
import { type UpstreamTrace, currentUpstreamTrace, noteExchanges, runWithUpstreamTrace } from './upstream-trace.ts';
import { DeadlinePassed, announceDeadline, deadlineOf } from '../time/with-deadline.ts';
import type { Send } from './http.ts';
import type { Repeatable } from './with-retry.ts';

/** One piece of work that several wait for. */
export type Flight<Value> = ReturnType<typeof createFlight<Value>>;

/** Starts the work with its first caller. It ends with the last, unless it is worth finishing without anybody. */
export function createFlight<Value>(work: (signal: AbortSignal) => Promise<Value>, { endsWithLastCaller = true } = {}) {
  const ending = new AbortController();
  const trace: UpstreamTrace = { exchanges: [] };
  const callers = new Set<{ readonly signal: AbortSignal }>();
  // Who joins work that stands in line already may come before whoever has begun it.
  const party = createParty();
  let landing: Promise<Value> | undefined;

  // Also work that goes on without them waits between attempts no longer than they do.
  announceDeadline(ending.signal, () => latestDeadline(callers));

  return {
    /** Waits for the outcome. Each caller leaves when its own signal is aborted. */
    async join(signal: AbortSignal): Promise<Value> {
      signal.throwIfAborted();
      const caller = { signal };
      callers.add(caller);
      const leaveParty = party.join(currentWaiter());
      landing ??= runWithUpstreamTrace(trace, () => waitingAs({ party }, () => work(ending.signal)));
      try {
        return await untilAborted(landing, signal);
      } catch (error) {
        callers.delete(caller);
        // Those whose time ends at the same moment have all gone by now, though each is told in its turn.
        const isAwaited = [...callers].some((other) => !other.signal.aborted);
        if (!signal.aborted || isAwaited || !endsWithLastCaller) throw error;
        ending.abort(signal.reason);
        // Work cut short by a deadline may know better than "late": the vendor's last answer, or a spent budget.
        if (signal.reason instanceof DeadlinePassed) return await landing;
        throw error;
      } finally {
        callers.delete(caller);
        leaveParty();
        const own = currentUpstreamTrace();
        if (own) noteExchanges(own, trace.exchanges);
      }
    },
    /** False once everybody has left: the work is ending, and a newcomer wants another. */
    isOpen: (): boolean => !ending.signal.aborted,
  };
}

/** The work may go on as long as anybody waits for it. */
function latestDeadline(callers: ReadonlySet<{ readonly signal: AbortSignal }>): number | null {
  let latest: number | null = null;
  for (const { signal } of callers) {
    const deadline = deadlineOf(signal);
    if (deadline === null) return null;
    latest = Math.max(latest ?? 0, deadline);
  }
  return latest;
}

/** A way to send that says whether a request is on its way already. */
export type Sharing<Reply, Request> = Send<Reply, Request> & { isFlying(request: Request): boolean };

/** Reads of the same identity that are in flight at the same time are one, which ends when its last caller has gone. */
export function withSharing<Reply, Request extends Repeatable>(
  send: Send<Reply, Request>,
  identityOf: (request: Request) => string,
): Sharing<Reply, Request> {
  const flights = new Map<string, Flight<Reply>>();
  const share: Send<Reply, Request> = async (request, signal) => {
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
  return Object.assign(share, {
    isFlying: (request: Request) => request.purpose === 'read' && flights.get(identityOf(request))?.isOpen() === true,
  });
}
