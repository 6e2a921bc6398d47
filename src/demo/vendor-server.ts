import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type DemoReply,
  type DemoRequest,
  type Garbage,
  readRequest,
  sendChanged,
  sendGarbage,
  sendReply,
  sendSlowly,
} from './demo-http.ts';

/** One line of a vendor's request log: what tests and benchmarks count. */
export type DemoExchange = {
  readonly operation: string;
  readonly purpose: 'data' | 'token' | 'media';
  /** Commands inside a batch; 1 otherwise. */
  readonly commands: number;
  readonly request: DemoRequest;
  status: number | null;
  /** The trouble it met; null where there was none. */
  fault: Fault['kind'] | null;
  /** True when the vendor's own limit was passed. */
  isOverLimit: boolean;
  /** True when the caller hung up before the reply was sent. */
  wasAborted: boolean;
};

/** Trouble a vendor can be told to make. */
export type Fault =
  | { readonly kind: 'latency'; readonly ms: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: object | string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'hang' }
  /** The connection is cut before the vendor has done anything, or after it has done what was asked. */
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'garbage'; readonly form: Garbage }
  /** The head of the reply at once, the body byte by byte. */
  | { readonly kind: 'slow-body'; readonly ms: number }
  /** So many requests are let through in a second, the others refused with no word of when to come again. */
  | { readonly kind: 'limit'; readonly perSecond: number }
  /** The vendor's own way to say "too many requests". */
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds?: number }
  /** The vendor's own way to say that the credentials are refused. */
  | { readonly kind: 'refused' }
  /** The vendor's own way to say that the account may not. */
  | { readonly kind: 'forbidden' }
  /** A refusal in the vendor's own form that repeats what was sent, credentials and all, wherever it has words. */
  | { readonly kind: 'echo'; readonly status: number }
  /** One row of the reply is nonsense. */
  | { readonly kind: 'bad-row' }
  /** The reply as it would be, its JSON changed. */
  | { readonly kind: 'changed'; readonly change: (json: string) => string };

export type FaultRule = {
  readonly fault: Fault;
  /** How many requests it meets; without it, all until `clear`. */
  readonly times?: number;
  /** Which requests it meets: operations whose name contains this text. Token exchanges only when named. */
  readonly operation?: string;
};

/** What one vendor knows: how to read a request's operation, how to answer it, and how it says no. */
export type Vendor = {
  readonly name: string;
  describe(request: DemoRequest): Pick<DemoExchange, 'operation' | 'purpose'> & { readonly commands?: number };
  handle(request: DemoRequest): DemoReply | Promise<DemoReply>;
  rateLimited(retryAfterSeconds: number | undefined): DemoReply;
  refused(): DemoReply;
  forbidden(): DemoReply;
  /** A refusal that quotes the request in every text it has. */
  echo(request: DemoRequest, status: number): DemoReply;
  /** The same reply with one row turned to nonsense. */
  withBadRow(reply: DemoReply): DemoReply;
};

export type VendorServer = {
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly exchanges: readonly DemoExchange[];
  /** How many data requests have come, token exchanges and media apart. */
  count(operation?: string): number;
  /** Forgets the requests so far. */
  resetCounts(): void;
  /** Switches trouble on; the newest rule that fits a request meets it. */
  fault(rule: FaultRule): void;
  clearFaults(): void;
  close(): Promise<void>;
};

/** Serves one vendor over HTTP on a free port of the loopback. */
export async function startVendorServer(vendor: Vendor, options: { port?: number } = {}): Promise<VendorServer> {
  const exchanges: DemoExchange[] = [];
  let rules: { rule: FaultRule; left: number; passed: number[] }[] = [];
  const closing = new AbortController();

  const takeFault = (exchange: DemoExchange): Exclude<Fault, { kind: 'limit' }> | null => {
    const index = rules.findLastIndex(({ rule, left }) => left > 0 && isMet(rule, exchange));
    const entry = rules[index];
    if (!entry) return null;
    entry.left -= 1;
    const { fault } = entry.rule;
    if (fault.kind !== 'limit') return fault;
    const now = performance.now();
    entry.passed = entry.passed.filter((at) => at > now - 1000);
    if (entry.passed.length >= fault.perSecond) return { kind: 'rate-limit' };
    entry.passed.push(now);
    return null;
  };

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const exchange: DemoExchange = {
      commands: 1,
      ...vendor.describe(request),
      request,
      status: null,
      fault: null,
      isOverLimit: false,
      wasAborted: false,
    };
    exchanges.push(exchange);
    if (exchanges.length > MAX_EXCHANGES) exchanges.splice(0, MAX_EXCHANGES / 10);
    outgoing.once('close', () => {
      exchange.wasAborted = !outgoing.writableFinished;
    });
    const fault = takeFault(exchange);
    exchange.fault = fault?.kind ?? null;
    const handle = async (): Promise<DemoReply> => {
      const reply = await vendor.handle(request);
      exchange.isOverLimit = reply.isOverLimit ?? false;
      return reply;
    };
    await answer({ ...vendor, handle }, request, fault, outgoing, closing.signal);
    exchange.status = outgoing.headersSent ? outgoing.statusCode : null;
  };

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // A fault of the fake itself must be seen, not taken for a vendor's trouble.
      if (!outgoing.destroyed) outgoing.writeHead(599).end(`demo ${vendor.name} failed: ${String(error)}`);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    count: (operation) =>
      exchanges.filter(
        (exchange) => exchange.purpose === 'data' && (operation === undefined || exchange.operation === operation),
      ).length,
    resetCounts: () => void exchanges.splice(0),
    fault: (rule) => void rules.push({ rule, left: rule.times ?? Infinity, passed: [] }),
    clearFaults: () => {
      rules = [];
    },
    async close() {
      closing.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A demo may run for days: what nobody counts any more is forgotten. */
const MAX_EXCHANGES = 20_000;

const isMet = (rule: FaultRule, exchange: DemoExchange): boolean =>
  rule.operation === undefined ? exchange.purpose !== 'token' : exchange.operation.includes(rule.operation);

async function answer(
  vendor: Vendor,
  request: DemoRequest,
  fault: Exclude<Fault, { kind: 'limit' }> | null,
  outgoing: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return sendReply(outgoing, await vendor.handle(request));
    case 'latency':
      await delay(fault.ms, undefined, { signal: closing });
      return sendReply(outgoing, await vendor.handle(request));
    case 'status':
      return sendReply(outgoing, {
        status: fault.status,
        body: fault.body ?? `<html><body>${fault.status}</body></html>`,
        headers: { ...fault.headers },
      });
    case 'hang':
      return;
    case 'reset-before':
      outgoing.socket?.resetAndDestroy();
      return;
    case 'reset-after':
      await vendor.handle(request);
      outgoing.socket?.resetAndDestroy();
      return;
    case 'garbage':
      return sendGarbage(outgoing, fault.form, await vendor.handle(request), closing);
    case 'slow-body':
      return sendSlowly(outgoing, await vendor.handle(request), fault.ms, closing);
    case 'rate-limit':
      return sendReply(outgoing, vendor.rateLimited(fault.retryAfterSeconds));
    case 'refused':
      return sendReply(outgoing, vendor.refused());
    case 'forbidden':
      return sendReply(outgoing, vendor.forbidden());
    case 'echo':
      return sendReply(outgoing, vendor.echo(request, fault.status));
    case 'bad-row':
      return sendReply(outgoing, vendor.withBadRow(await vendor.handle(request)));
    case 'changed':
      return sendChanged(outgoing, await vendor.handle(request), fault.change);
  }
}
