import type * as Contexts from '@opentelemetry/context-async-hooks';
import type * as Core from '@opentelemetry/core';
import type * as Otlp from '@opentelemetry/exporter-trace-otlp-http';
import type * as Resources from '@opentelemetry/resources';
import type * as Trace from '@opentelemetry/sdk-trace';
import { makeSpansWith } from './spans.ts';

/** `tracing` of the settings. */
export type TracingSettings = {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  readonly sampleRatio: number;
  readonly toVendors: boolean;
};

export type Tracing = {
  /** Sends what has not been sent, within a few seconds. */
  stop(): Promise<void>;
};

type TracingTools = {
  readonly version: string;
  /** Told of what goes wrong with sending, in OpenTelemetry's words. */
  readonly onTrouble: (said: string) => void;
  readonly load?: (name: string) => Promise<unknown>;
};

/** OpenTelemetry's SDK by package: whoever does not trace does not install it. */
type Sdk = {
  '@opentelemetry/sdk-trace': typeof Trace;
  '@opentelemetry/exporter-trace-otlp-http': typeof Otlp;
  '@opentelemetry/context-async-hooks': typeof Contexts;
  '@opentelemetry/core': typeof Core;
  '@opentelemetry/resources': typeof Resources;
};

export const SDK_PACKAGES: readonly (keyof Sdk)[] = [
  '@opentelemetry/sdk-trace',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/core',
  '@opentelemetry/resources',
];

/** A package that tracing needs is not there; the message says what to do. */
export class TracingUnavailable extends Error {
  constructor(name: string, cause: unknown) {
    super(
      `The settings switch tracing on, and ${name} is not installed. Install what it needs: npm install ${SDK_PACKAGES.join(' ')}. ` +
        'Or take `tracing` out of the settings.',
      { cause },
    );
    this.name = 'TracingUnavailable';
  }
}

/**
 * Makes spans, where the settings say so or where an SDK was loaded ahead of the program (`node --import`): then they go
 * where that one sends them. Otherwise nothing of OpenTelemetry is loaded.
 */
export async function startTracing(settings: TracingSettings | undefined, tools: TracingTools): Promise<Tracing> {
  const isPreloaded = isTracerRegistered();
  if (settings === undefined && !isPreloaded) return NOTHING_TO_STOP;
  const stop = settings !== undefined && !isPreloaded ? await registerSdk(settings, tools) : async () => {};
  if (settings !== undefined && isPreloaded)
    tools.onTrouble(
      'an SDK was loaded ahead of the program: spans go where that one sends them, and not to tracing.endpoint',
    );
  const { createOpenTelemetrySpans } = await import('./open-telemetry.ts');
  makeSpansWith(createOpenTelemetrySpans({ tellsVendors: settings?.toVendors ?? true }));
  return {
    async stop() {
      makeSpansWith(null);
      await stop();
    },
  };
}

/** Where OpenTelemetry's API keeps what is registered with it, told without loading it. */
function isTracerRegistered(): boolean {
  const registered = (globalThis as Record<symbol, unknown>)[Symbol.for('opentelemetry.js.api.1')];
  return typeof registered === 'object' && registered !== null && 'trace' in registered;
}

const NOTHING_TO_STOP: Tracing = { stop: async () => {} };

/** How long the last spans may take to be sent. */
const SEND_WITHIN_MS = 3000;

async function registerSdk(
  { endpoint, headers, serviceName, sampleRatio }: TracingSettings,
  { version, onTrouble, load = (name) => import(name) }: TracingTools,
): Promise<() => Promise<void>> {
  const loaded = async <Name extends keyof Sdk>(name: Name): Promise<Sdk[Name]> => {
    try {
      return (await load(name)) as Sdk[Name];
    } catch (error) {
      throw isMissing(error, name) ? new TracingUnavailable(name, error) : error;
    }
  };
  const sdk = await loaded('@opentelemetry/sdk-trace');
  const otlp = await loaded('@opentelemetry/exporter-trace-otlp-http');
  const contexts = await loaded('@opentelemetry/context-async-hooks');
  const core = await loaded('@opentelemetry/core');
  const resources = await loaded('@opentelemetry/resources');
  const { DiagLogLevel, context, diag, propagation, trace } = await import('@opentelemetry/api');

  const tell = (said: string): void => onTrouble(said);
  diag.setLogger({ error: tell, warn: tell, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);
  const exporter = new otlp.OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: SEND_WITHIN_MS,
  });
  const root = new sdk.TraceIdRatioBasedSampler(sampleRatio);
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    // Whoever traces a request already has decided whether it is kept.
    sampler: new sdk.ParentBasedSampler({ root }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const manager = new contexts.AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    const sent = provider.shutdown().catch((error: unknown) => onTrouble(String(error)));
    await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, SEND_WITHIN_MS).unref())]);
    for (const api of [trace, context, propagation, diag]) api.disable();
  };
}

const isMissing = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') &&
  error.message.includes(name);
