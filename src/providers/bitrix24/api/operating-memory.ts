import { ProviderError } from '../../../domain/provider-error.ts';
import { type Pause, createPause } from '../../../transport/pause.ts';

/** Which methods of one portal have used up their working time. */
export type OperatingMemory = ReturnType<typeof createOperatingMemory>;

/** Nothing is held back longer than this where the vendor has named no time. */
const UNNAMED_WAIT_MS = 10_000;

/** Makes the memory of one portal. A refusal does not say when it ends, so the last answer that did is kept. */
export function createOperatingMemory(provider: string) {
  const resets = new Map<string, number>();
  const pauses = new Map<string, Pause>();

  return {
    /** The refusal a method would meet now; null when it may be asked. */
    refusalOf(method: string): ProviderError | null {
      const seconds = Math.ceil((pauses.get(method)?.leftMs() ?? 0) / 1000);
      if (seconds === 0) return null;
      const message = `Bitrix24 was not asked for ${method}: the method has used up its working time for another ${seconds} s.`;
      return new ProviderError(provider, 'rate-limited', message, {
        code: 'OPERATION_TIME_LIMIT',
        retryAfterSeconds: seconds,
      });
    },
    noteAnswer(method: string, resetsInMs: number | null): void {
      pauses.delete(method);
      if (resetsInMs !== null) resets.set(method, performance.now() + resetsInMs);
    },
    noteRefusal(method: string, error: ProviderError): void {
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
