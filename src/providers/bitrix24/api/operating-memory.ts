import type { Instant } from '../../../time/instant.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { OperatingTime } from './read-envelope.ts';

/**
 * Remembers which methods have used up their working time. A refusal does not say when it ends, so the last answer that
 * did is kept.
 */
export type OperatingMemory = {
  /** The refusal a method would meet now; null when it may be asked. */
  refusalOf(method: string): ProviderError | null;
  noteAnswer(method: string, time: OperatingTime | null): void;
  noteRefusal(method: string, error: ProviderError): void;
};

/** Nothing is held back longer than this where the vendor has named no time. */
const UNNAMED_WAIT_MS = 10_000;

/** Counts by the given clock. */
export function createOperatingMemory(provider: string, now: () => Instant): OperatingMemory {
  const resets = new Map<string, Instant>();
  const blocked = new Map<string, Instant>();

  const refusalOf = (method: string): ProviderError | null => {
    const until = blocked.get(method) ?? 0;
    if (until <= now()) return null;
    const seconds = Math.ceil((until - now()) / 1000);
    const message = `Bitrix24 was not asked for ${method}: the method has used up its working time for another ${seconds} s.`;
    return new ProviderError(provider, 'rate-limited', message, {
      code: 'OPERATION_TIME_LIMIT',
      retryAfterSeconds: seconds,
    });
  };

  return {
    refusalOf,
    noteAnswer(method, time) {
      blocked.delete(method);
      if (time !== null) resets.set(method, now() + time.resetsInMs);
    },
    noteRefusal(method, error) {
      if (error.code?.toUpperCase() !== 'OPERATION_TIME_LIMIT') return;
      const resetAt = resets.get(method) ?? 0;
      blocked.set(method, resetAt > now() ? resetAt : now() + UNNAMED_WAIT_MS);
    },
  };
}
