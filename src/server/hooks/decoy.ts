import { createHmac, randomBytes } from 'node:crypto';
import { type Hook, type HookReading, REFUSED } from '../../domain/hook.ts';

/** Refuses hooks at addresses of no provider, with as much work as there is in finding a real one refused. */
export function createDecoy(): (hook: Hook) => HookReading {
  const secret = randomBytes(32);
  return ({ rest, body }) => {
    createHmac('sha256', secret).update(rest).update(body).digest();
    return REFUSED;
  };
}
