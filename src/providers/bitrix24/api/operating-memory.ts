import { ProviderError } from '../../../domain/provider-error.ts';
import { type Pause, createPause } from '../../../transport/pause.ts';
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

/** Makes the memory of one portal. */
export function createOperatingMemory(provider: string): OperatingMemory {
  const resets = new Map<string, number>();
  const pauses = new Map<string, Pause>();

  return {
    refusalOf(method) {
      const seconds = Math.ceil((pauses.get(method)?.leftMs() ?? 0) / 1000);
      if (seconds === 0) return null;
      const message = `Bitrix24 was not asked for ${method}: the method has used up its working time for another ${seconds} s.`;
      return new ProviderError(provider, 'rate-limited', message, {
        code: 'OPERATION_TIME_LIMIT',
        retryAfterSeconds: seconds,
      });
    },
    noteAnswer(method, time) {
      pauses.delete(method);
      if (time !== null) resets.set(method, performance.now() + time.resetsInMs);
    },
    noteRefusal(method, error) {
      if (error.kind !== 'rate-limited') return;
      if (error.code?.toUpperCase() !== 'OPERATION_TIME_LIMIT') {
        // Of a command within a batch nobody else says when to come back.
        error.retryAfterSeconds ??= UNNAMED_WAIT_MS / 1000;
        return;
      }
      const leftMs = (resets.get(method) ?? 0) - performance.now();
      const pause = pauses.get(method) ?? createPause();
      pauses.set(method, pause);
      pause.start(leftMs > 0 ? leftMs : UNNAMED_WAIT_MS);
      error.retryAfterSeconds = Math.ceil(pause.leftMs() / 1000);
    },
  };
}
