import { activeTraceId } from '../../telemetry/spans.ts';

/**
 * The trace that a request belongs to: ours, or the caller's own, by which its lines are found also where nobody traces here
 * (https://www.w3.org/TR/trace-context/#traceparent-header). Null for none.
 */
export const traceIdOf = (traceparent: string | null | undefined): string | null =>
  activeTraceId() ??
  /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:$|-)/.exec(traceparent ?? '')?.[1] ??
  null;
