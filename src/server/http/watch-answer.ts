import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Span, startRequestSpan } from '../../telemetry/spans.ts';

/** Told of every request, by the name of its route; what comes back is told of its status when it is over. */
export type HttpWatch = { asked(route: string): (status: number) => void };

/**
 * Watches a request until its answer has been sent or cut off, and gives the span it is answered in; null while nobody
 * traces. Of what was asked, only the route's name is told: paths below one may open a recording.
 */
export function watchAnswer(
  route: string,
  { method = '', headers }: IncomingMessage,
  response: ServerResponse,
  watch: HttpWatch | undefined,
): Span | null {
  const answered = watch?.asked(route);
  const known = { 'http.request.method': METHODS.has(method) ? method : '_OTHER', 'http.route': route };
  const span = startRequestSpan(`${known['http.request.method']} ${route}`, headers, known);
  response.once('close', () => {
    const status = response.headersSent ? response.statusCode : CLIENT_LEFT;
    answered?.(status);
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
