import type { Readable } from 'node:stream';

/** One exchange asked of a vendor. */
export type HttpRequest = {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is asked, in the vendor's words and safe to show: "voximplant.statistic.get". URLs are never shown. */
  readonly operation: string;
  /** A write is sent once, whatever happens. A token exchange is counted apart. */
  readonly purpose: 'read' | 'write' | 'token';
  /** Vendor commands inside this one exchange, where it carries several. */
  readonly commands?: number;
  /** How many times it has been sent before; a retry says so. */
  readonly retries?: number;
  /** When it was wanted, by performance.now(), where that was before it is handed over. */
  readonly wantedAt?: number;
};

/** A whole reply, read up to the size cap. Header names are lower-case. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The record of this exchange; a client notes the rows it found in the reply. */
  readonly exchange: Exchange;
};

/** A reply whose body is read as it comes. Destroying the body ends the exchange. */
export type HttpStream = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
};

/** What is remembered of an exchange: for the trace of a query, for logs and metrics. */
export type Exchange = {
  readonly provider: string;
  readonly operation: string;
  readonly purpose: HttpRequest['purpose'];
  readonly startedAt: number;
  readonly commands: number;
  /** How long it waited before it was sent: for the rate limit, for a free place, for a token. */
  readonly waitedMs: number;
  ms: number;
  status: number | null;
  rows: number | null;
  /** How many exchanges before this one asked the same in vain. */
  readonly retries: number;
};

/** Asks and waits for the whole reply. Every wrapper takes a Send and gives a Send. */
export type Send<Reply, Request = HttpRequest> = (request: Request, signal: AbortSignal) => Promise<Reply>;
/** A Send of whole replies. */
export type Http = Send<HttpResponse>;

/** One provider's way to its vendor: connections of its own, which `close` ends. */
export type HttpClient = {
  readonly send: Http;
  /** Opens a stream; redirects are given back, not followed. */
  readonly open: Send<HttpStream>;
  close(): Promise<void>;
};

/**
 * Gives the memory of bytes back as soon as nobody needs them. They lie outside of the heap, where V8 lets 64 MB gather
 * before it looks for what is no longer used. Only a buffer that the chunk has to itself: others share theirs with a
 * neighbour.
 */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
