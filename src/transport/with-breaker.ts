import type { Breaker } from './breaker.ts';
import type { Send } from './http.ts';

/** Sends through the breaker; while it is open, nothing is sent. */
export function withBreaker<Reply>(send: Send<Reply>, breaker: Breaker): Send<Reply> {
  return (request, signal) => breaker.run(() => send(request, signal), signal);
}
