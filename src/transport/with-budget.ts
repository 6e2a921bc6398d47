import type { Budget } from './budget.ts';
import type { HttpRequest, Send } from './http.ts';

/** Draws from the budget that the request names before it is sent; a request that names none goes freely. */
export function withBudget<Reply>(
  send: Send<Reply>,
  budget: Budget,
  pointsOf: (request: HttpRequest) => number = () => 1,
): Send<Reply> {
  return async (request, signal) => {
    if (request.budget !== undefined) await budget.take(request.budget, pointsOf(request), signal);
    return send(request, signal);
  };
}
