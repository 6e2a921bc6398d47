import { ProviderError } from '../../domain/provider-error.ts';
import { inSpan, noteWait } from '../../telemetry/spans.ts';
import { DeadlinePassed } from '../../time/with-deadline.ts';
import { BudgetExhausted } from '../../transport/budget.ts';
import type { Send } from '../../transport/http.ts';
import type { Traffic } from '../../transport/traffic.ts';

/** Counts and traces what is asked of one provider. */
export function createWatch(provider: string, traffic: Traffic | undefined) {
  return {
    /** Watches each request that is sent, by itself. */
    sent:
      <Reply>(send: Send<Reply>): Send<Reply> =>
      (request, signal) => {
        const { operation, purpose, method, retries = 0 } = request;
        const startedAt = performance.now();
        const note = (outcome: string): void => {
          const seconds = (performance.now() - startedAt) / 1000;
          traffic?.asked({ provider, purpose, outcome, isRetry: retries > 0, seconds });
        };
        const attributes = {
          'trunkline.provider': provider,
          'trunkline.purpose': purpose,
          'http.request.method': method,
          ...(retries > 0 && { 'http.request.resend_count': retries }),
        };
        return inSpan(operation, { kind: 'client', attributes }, () => send(request, signal)).then(
          (reply) => {
            note('ok');
            return reply;
          },
          (error: unknown) => {
            note(outcomeOf(error, signal));
            throw error;
          },
        );
      },
    /** Watches a wait for a budget. */
    async waited<Pass>(budget: string, enter: () => Promise<Pass>): Promise<Pass> {
      const startedAt = performance.now();
      const note = (wasRefused: boolean): void => {
        traffic?.waited({ provider, budget, seconds: (performance.now() - startedAt) / 1000, wasRefused });
        noteWait('wait for a turn', startedAt, { 'trunkline.provider': provider, 'trunkline.budget': budget });
      };
      try {
        const pass = await enter();
        note(false);
        return pass;
      } catch (error) {
        note(error instanceof BudgetExhausted);
        throw error;
      }
    },
  };
}

/** The kind of a failure; a deadline of ours that has passed is the vendor's time. */
function outcomeOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof ProviderError) return error.kind;
  if (error instanceof DeadlinePassed) return 'timed-out';
  return signal.aborted ? 'abandoned' : 'failed';
}
