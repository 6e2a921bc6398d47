import type { IncomingMessage } from 'node:http';
import type { Log } from '../../transport/log.ts';
import { clientOf } from '../auth/callers.ts';
import { type Outcome, type RequestRecord, outcomeOf } from '../guards/request-record.ts';
import { upstreamTotals } from '../guards/upstream-totals.ts';
import { type CrowdedLog, createCrowdedLog } from './crowded-log.ts';

/** A request that has been answered, or left by its client. */
export type AnsweredRequest = {
  readonly record: RequestRecord;
  readonly req: IncomingMessage | undefined;
  readonly outcome: Outcome;
  /** What it asked of vendors, in all. */
  readonly upstream: ReturnType<typeof upstreamTotals>;
  readonly seconds: number;
};

/** How a request has ended. */
type Ended = {
  readonly req: IncomingMessage | undefined;
  readonly method: string;
  readonly status: number;
  /** Whether its client went away. */
  readonly isGone: boolean;
};

/** Where each GraphQL request is written down and counted when it is over, wherever it ended. */
export type AnswerLog = ReturnType<typeof createAnswerLog>;

type AnswerLogOptions = {
  readonly log: Log;
  /** For what there may be much of. */
  readonly crowded?: CrowdedLog;
  readonly onAnswered?: ((answered: AnsweredRequest) => void) | undefined;
  readonly now?: () => number;
};

/**
 * Makes one. Each request has a line of its own: what was asked by name, what became of it, what it took and what it lacks. No
 * variables, no headers. Only what costs its sender nothing and the server little is counted once there is much of it.
 */
export function createAnswerLog({
  log,
  crowded = createCrowdedLog(log),
  onAnswered = () => {},
  now = () => performance.now(),
}: AnswerLogOptions) {
  return {
    /** The time that records begin by. */
    now,
    note: (record: RequestRecord, { req, method, status, isGone }: Ended): void => {
      const outcome = outcomeOf(record, isGone);
      const ms = now() - record.startedAt;
      record.span?.set({ 'trunkline.outcome': outcome });
      if (outcome === 'failed') record.span?.fail('failed');
      record.span?.end();
      const upstream = upstreamTotals(record.upstream.exchanges);
      onAnswered({ record, req, outcome, upstream, seconds: ms / 1000 });
      const ended = { outcome, status };
      const fields = { ...toFields(record, upstream), cost: record.cost, ...ended, method, ms: Math.round(ms) };
      const message = outcome === 'abandoned' ? 'the client went away' : 'answered';
      if (!mayBeMany(record, outcome)) return log.info(fields, message);
      const errors = [...record.errors];
      const kind = `${clientOf(req)} ${outcome} ${errors.join()}`;
      crowded.info(kind, { caller: record.caller, errors, ...ended }, fields, message);
    },
  };
}

/** Whether it ended before anything was done for it: anybody may send any number of such requests. */
const mayBeMany = ({ isExecuted, errors }: RequestRecord, outcome: Outcome): boolean =>
  outcome === 'abandoned' ? !isExecuted : outcome === 'refused' && [...errors].some((code) => TURNED_AWAY.has(code));

const TURNED_AWAY: ReadonlySet<string> = new Set(['OVERLOADED', 'TOO_MANY_REQUESTS']);

function toFields(
  { requestId, traceId, caller, operation, name, ...record }: RequestRecord,
  { requests, rows }: AnsweredRequest['upstream'],
): object {
  return {
    ...{ requestId, traceId, caller, operation, name },
    upstreamRequests: requests,
    rows: { store: record.keptRows.count, vendors: rows },
    missing: [...record.missing.values()],
    errors: [...record.errors],
  };
}
