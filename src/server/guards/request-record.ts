import type { GraphQLError } from 'graphql';
import type { ProviderError } from '../../domain/provider-error.ts';
import type { KeptRows } from '../../telemetry/kept-rows.ts';
import type { Span } from '../../telemetry/spans.ts';
import type { UpstreamTrace } from '../../transport/upstream-trace.ts';
import { maskError } from './mask-error.ts';

/** What is known of a GraphQL request by its end: for the line of the log, and for whoever counts. */
export type RequestRecord = {
  readonly requestId: string;
  readonly traceId: string | null;
  /** The name of the caller; null for nobody by name. */
  readonly caller: string | null;
  readonly startedAt: number;
  operation: 'query' | 'mutation' | 'subscription' | null;
  name: string | null;
  /** Whether it was executed, and not refused before. */
  isExecuted: boolean;
  /** Whether its client went away while it waited in line to be begun. */
  hasLeftLine: boolean;
  /** Whether the answer comes in parts, and is over with the last of them. */
  isInParts: boolean;
  /** Whether the answer has data, be it in part. */
  hasData: boolean;
  readonly errors: Set<string>;
  readonly missing: Map<string, Missing>;
  readonly upstream: UpstreamTrace;
  readonly keptRows: KeptRows;
  /** What it was counted at ahead, in points; 0 where it was not counted. */
  cost: number;
  /** The span of its execution, while somebody traces. */
  span: Span | null;
};

/** A provider of which something is missing, and why: the kind of a ProviderError. */
export type Missing = { readonly provider: string; readonly kind: string };

const records = new WeakMap<Request, RequestRecord>();

/** What is known from its beginning. */
type Known = Pick<RequestRecord, 'requestId' | 'traceId' | 'caller' | 'startedAt'>;

/** Makes the record of a request that nothing has been done for. */
export const createRecord = (known: Known): RequestRecord => ({
  ...known,
  operation: null,
  name: null,
  isExecuted: false,
  hasLeftLine: false,
  isInParts: false,
  hasData: false,
  errors: new Set(),
  missing: new Map(),
  upstream: { exchanges: [] },
  keptRows: { count: 0 },
  cost: 0,
  span: null,
});

/** Begins the record of a request. */
export function beginRecord(request: Request, known: Known): RequestRecord {
  const record = createRecord(known);
  records.set(request, record);
  return record;
}

/** The record of a request, which has one from its beginning (see useRequestLog). */
export function recordOf(request: Request): RequestRecord {
  const record = records.get(request);
  if (!record) throw new Error('a request is answered that nobody has begun a record of');
  return record;
}

/** Notes what a page lacks. */
export const noteMissing = ({ missing }: RequestRecord, { provider, kind }: Missing | ProviderError): void =>
  void missing.set(`${provider} ${kind}`, { provider, kind });

/** Notes the errors of an answer, or of a part of one: their codes, and of which provider something is missing. */
export function noteErrors(record: RequestRecord, errors: readonly GraphQLError[] = []): void {
  for (const { extensions } of errors.map(maskError)) {
    record.errors.add(String(extensions['code']));
    if (extensions['code'] !== 'PROVIDER_PROBLEM') continue;
    // As the graph publishes it: RATE_LIMITED is rate-limited.
    const { provider = 'unknown', kind } = extensions as { readonly provider?: string; readonly kind: string };
    noteMissing(record, { provider, kind: kind.toLowerCase().replaceAll('_', '-') });
  }
}

/** What became of a request, in one word. */
export type Outcome = 'complete' | 'partial' | 'refused' | 'failed' | 'abandoned';

/** Refused: the client asked for what it may not have, or wrongly. Failed: it got nothing, and can do nothing about it. */
export function outcomeOf(record: RequestRecord, isGone: boolean): Outcome {
  const { errors, missing } = record;
  // Whoever listens ends it by leaving.
  const isHeard = record.operation === 'subscription' && record.isInParts;
  if (isGone && !isHeard) return 'abandoned';
  const hasData = record.hasData || isHeard;
  const isOurs = missing.size > 0 || [...errors].some((code) => OURS.has(code));
  if (hasData) return isOurs ? 'partial' : 'complete';
  return isOurs ? 'failed' : 'refused';
}

/** Codes of what no client can put right. */
const OURS: ReadonlySet<string> = new Set(['PROVIDER_PROBLEM', 'INTERNAL_SERVER_ERROR', 'HISTORY_UNAVAILABLE']);
