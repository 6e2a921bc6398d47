import type { Instant } from '../../time/instant.ts';
import type { DemoReply } from '../demo-http.ts';
import { toPortalTime } from './portal-time.ts';

/** What a method gives before it is wrapped: its result with its paging, or an error. */
export type MethodResult =
  { readonly result: unknown; readonly total?: number; readonly next?: number } | { readonly error: MethodError };

export type MethodError = { readonly status: number; readonly code: string; readonly description: string };

/** A failure in the vendor's own words. */
export const fail = (status: number, code: string, description: string): { error: MethodError } => ({
  error: { status, code, description },
});

/** How long the vendor worked, and how much of the method's budget is used. */
export type Operating = { readonly seconds: number; readonly resetsInSeconds: number };

/** The body and status of an answer. */
export function toReply(outcome: MethodResult, now: Instant, operating: Operating): DemoReply {
  if ('error' in outcome) return errorReply(outcome.error);
  return { body: { ...outcome, time: timeOf(now, operating) } };
}

/** The body of a refusal; it says nothing of time. */
export const errorReply = ({ status, code, description }: MethodError): DemoReply => ({
  status,
  body: { error: code, error_description: description },
});

/** The block on time that every answer ends with. */
export function timeOf(now: Instant, operating: Operating): object {
  const start = Math.floor(now / 1000);
  return {
    start,
    finish: start + 0.1432,
    duration: 0.1432,
    processing: 0,
    date_start: toPortalTime(now),
    date_finish: toPortalTime(now),
    operating_reset_at: start + operating.resetsInSeconds,
    operating: operating.seconds,
  };
}
