import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Span, startRequestSpan } from '../../telemetry/spans.ts';

/** A request that is over: by which route, with which status, after how long. */
export type AnsweredHttp = { readonly route: string; readonly status: number; readonly seconds: number };

/**
 * Watches a request until its answer has been sent or cut off, and gives the span it is answered in; null while nobody
 * traces. Of what was asked, only the route's name is told: paths below one may open a recording.
 */
export function watchAnswer(
  route: string,
  { method = '', headers }: IncomingMessage,
  response: ServerResponse,
  onAnswered: (answered: AnsweredHttp) => void = () => {},
): Span | null {
  const startedAt = performance.now();
  const known = { 'http.request.method': METHODS.has(method) ? method : '_OTHER', 'http.route': route };
  const span = startRequestSpan(`${known['http.request.method']} ${route}`, headers, known);
  response.once('close', () => {
    const status = response.headersSent ? response.statusCode : CLIENT_LEFT;
    onAnswered({ route, status, seconds: (performance.now() - startedAt) / 1000 });
    span?.set({ 'http.response.status_code': status });
    if (status >= 500) span?.fail(String(status));
    span?.end();
  });
  return span;
}

/** As nginx says it: the client was gone before there was an answer. */
const CLIENT_LEFT = 499;

/** Others are anybody's words. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);
