import type { Agent as AgentOptions, Dispatcher } from 'undici';
// The parts of undici that are used: all of it takes as long to load as everything else together, and 10 MB.
import Agent from 'undici/lib/dispatcher/agent.js';
import requestWith from 'undici/lib/api/api-request.js';
import { createGate } from './gate.ts';
import type { Exchange, HttpClient, HttpRequest, HttpStream } from './http.ts';
import { toHttpError } from './http-error.ts';
import { readReply, toHeaders } from './read-reply.ts';
import { untilAborted } from '../time/until-aborted.ts';
import { currentUpstreamTrace } from './upstream-trace.ts';
import { describeSpan, traceHeaders } from '../telemetry/spans.ts';
import { VERSION } from '../version.ts';

/** Whose connections, and their limits. */
export type HttpClientOptions = {
  /** The key of the provider that asks; every exchange carries it. */
  readonly provider: string;
  readonly now?: () => number;
  /** The size cap of a reply, compressed or not. Streams have none. */
  readonly maxReplyBytes?: number;
  /** Exchanges at a time, streams apart. */
  readonly connections?: number;
  /** How long the vendor may take before its reply begins. */
  readonly headersTimeoutMs?: number;
  /** How long the vendor may pause within a reply. */
  readonly bodyTimeoutMs?: number;
  /** Told of every exchange when it has ended, well or not. */
  readonly onExchange?: (exchange: Exchange) => void;
};

const CONNECT_WITHIN_MS = 5_000;

/** One provider's connections, on undici. Redirects are handed back, never followed. */
export function createHttpClient({
  provider,
  now = Date.now,
  maxReplyBytes = 8 * 1024 * 1024,
  connections = 32,
  headersTimeoutMs = 60_000,
  bodyTimeoutMs = 60_000,
  onExchange = () => {},
}: HttpClientOptions): HttpClient {
  const settings: AgentOptions.Options = {
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    keepAliveMaxTimeout: 30_000,
    connect: { timeout: CONNECT_WITHIN_MS },
    // An abort ends its own connection and no neighbour's.
    allowH2: false,
  };
  const replies = new Agent({ ...settings, connections });
  // A connection that the vendor is just closing would leave a write's outcome unknown: each takes a fresh one.
  const writes = new Agent({ ...settings, connections, pipelining: 0 });
  const streams = new Agent(settings);
  // What waits in undici's own queue would open a connection even after its caller has gone.
  const gate = createGate(connections);

  const begin = (request: HttpRequest, wantedAt: number): { exchange: Exchange; end: () => void } => {
    const started = performance.now();
    const exchange: Exchange = {
      provider,
      operation: request.operation,
      purpose: request.purpose,
      startedAt: now(),
      commands: request.commands ?? 1,
      waitedMs: Math.round(started - (request.wantedAt ?? wantedAt)),
      ms: 0,
      status: null,
      rows: null,
      retries: request.retries ?? 0,
    };
    currentUpstreamTrace()?.exchanges.push(exchange);
    const end = (): void => {
      exchange.ms = Math.round(performance.now() - started);
      onExchange(exchange);
    };
    return { exchange, end };
  };

  return {
    async send(request, signal) {
      const wantedAt = performance.now();
      const leave = await gate.enter(signal);
      const { exchange, end } = begin(request, wantedAt);
      try {
        const dispatcher = request.purpose === 'write' ? writes : replies;
        const options = toOptions(request, 'gzip, br');
        const reply = await readReply(dispatcher, request, options, maxReplyBytes, signal);
        exchange.status = reply.status;
        describeSpan({ 'http.response.status_code': reply.status });
        return { ...reply, exchange };
      } finally {
        leave();
        end();
      }
    },
    async open(request, signal) {
      signal.throwIfAborted();
      const { exchange, end } = begin(request, performance.now());
      try {
        const stream = await openStream(streams, request, signal);
        exchange.status = stream.status;
        describeSpan({ 'http.response.status_code': stream.status });
        stream.body.once('close', end);
        // A body that is destroyed unread reports that as an error: without a listener it would end the process. A reader gets it too.
        stream.body.on('error', () => {});
        return stream;
      } catch (error) {
        end();
        throw error;
      }
    },
    async close() {
      await Promise.all([replies.destroy(), writes.destroy(), streams.destroy()]);
    },
  };
}

function toOptions(request: HttpRequest, encodings: string): Dispatcher.DispatchOptions {
  const url = URL.parse(request.url);
  if (!url) throw toHttpError(new TypeError('not a URL'), request, false);
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: {
      'user-agent': `trunkline/${VERSION}`,
      'accept-encoding': encodings,
      ...traceHeaders(),
      ...request.headers,
    },
    body: request.body ?? null,
  };
}

/** Ranges and lengths of a recording count its own bytes, so it travels uncompressed. */
async function openStream(dispatcher: Dispatcher, request: HttpRequest, signal: AbortSignal): Promise<HttpStream> {
  const options = { ...toOptions(request, 'identity'), signal };
  try {
    const { statusCode, headers, body } = await untilAborted(requestWith.call(dispatcher, options), signal);
    return { status: statusCode, headers: toHeaders(headers), body };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw toHttpError(error, request, !isConnectFailure(error));
  }
}

const isConnectFailure = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'UND_ERR_CONNECT_TIMEOUT') ||
    ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')));
