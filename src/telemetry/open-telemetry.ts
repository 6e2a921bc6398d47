import {
  type Context,
  ROOT_CONTEXT,
  type Span as OpenTelemetrySpan,
  SpanKind,
  SpanStatusCode,
  context,
  propagation,
  trace,
} from '@opentelemetry/api';
import type { Span, SpanMaker } from './spans.ts';

/** Makes spans through OpenTelemetry's API: they go wherever the SDK that is registered with it sends them. */
export function createOpenTelemetrySpans({ tellsVendors }: { readonly tellsVendors: boolean }): SpanMaker {
  const tracer = trace.getTracer('trunkline');
  return {
    start(name, { kind = 'internal', attributes = {}, headers, startedAt }) {
      const parent = headers === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, headers);
      const options = { kind: KINDS[kind], attributes, ...(startedAt !== undefined && { startTime: startedAt }) };
      const span = tracer.startSpan(name, options, parent);
      return toSpan(span, trace.setSpan(parent, span));
    },
    active() {
      const here = context.active();
      const span = trace.getSpan(here);
      return span === undefined ? null : toSpan(span, here);
    },
    headers() {
      const told: Record<string, string> = {};
      if (tellsVendors) propagation.inject(context.active(), told);
      // What others have written about the request beside its ids is nobody's business there.
      return told['traceparent'] === undefined ? {} : { traceparent: told['traceparent'] };
    },
  };
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;

const toSpan = (span: OpenTelemetrySpan, within: Context): Span => ({
  traceId: span.spanContext().traceId,
  within: (run) => context.with(within, run),
  set: (attributes) => void span.setAttributes({ ...attributes }),
  fail(kind) {
    span.setAttribute('error.type', kind);
    span.setStatus({ code: SpanStatusCode.ERROR });
  },
  end: () => span.end(),
});
