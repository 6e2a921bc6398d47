import { type Hook, type HookReading, REFUSED } from '../../domain/hook.ts';

type ReadHook = (hook: Hook) => HookReading;

/**
 * Refuses hooks at addresses of no provider after as much work as at one of a provider's: it reads them as some provider
 * would, always the same one at an address, and goes by nothing of it. Readers differ by milliseconds, which could be measured.
 */
export const createDecoy =
  (readers: readonly ReadHook[]) =>
  (key: string, hook: Hook): HookReading => {
    readers[key.length % readers.length]!(hook);
    return REFUSED;
  };
