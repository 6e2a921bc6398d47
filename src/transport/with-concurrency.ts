import { createGate } from './gate.ts';
import type { Send } from './http.ts';

/** At most so many exchanges at a time; the others wait in order. */
export function withConcurrency<Reply>(send: Send<Reply>, limit: number): Send<Reply> {
  const gate = createGate(limit);
  return async (request, signal) => {
    const leave = await gate.enter(signal);
    try {
      return await send(request, signal);
    } finally {
      leave();
    }
  };
}
