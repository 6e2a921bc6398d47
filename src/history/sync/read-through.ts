import type { ProviderError } from '../../domain/provider-error.ts';
import { type TimeRange, isEmptyRange } from '../../time/time-range.ts';
import type { Kept } from '../store/vendor-reading.ts';
import type { Paced } from './bring-parts.ts';
import type { Horizon } from './horizon.ts';
import { type SpanReading, type SpanRequest, readSpan } from './read-span.ts';
import type { SpansToRetry } from './spans-to-retry.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** Reads spans of an account, and sets aside what could not be read whole. */
export type Reader = {
  /** Reads as much of a span as is read at once. */
  readonly read: (request: SpanRequest, paced: Paced, signal: AbortSignal) => Promise<SpanReading & WhatStood>;
  /** Reads a span to its end. */
  readonly readThrough: (
    request: SpanRequest,
    paced: Paced,
    signal: AbortSignal,
  ) => Promise<Pick<SpanReading, 'kept' | 'calls'> & WhatStood>;
};

/** Why something of a span is not kept whole, the first of it. */
type WhatStood = { readonly problem: ProviderError | null };

/** Makes the reader of one account. */
export function createReader(
  { provider, store, account, log, now, lease }: SyncerOptions,
  { horizon, toRetry }: { readonly horizon: Horizon; readonly toRetry: SpansToRetry },
): Reader {
  const toolsFor = (paced: Paced) => ({
    provider,
    store,
    account,
    lease: lease(),
    now,
    settledThrough: () => horizon.settledThrough(),
    paced,
  });
  const read: Reader['read'] = async (request, paced, signal) => {
    const reading = await readSpan(toolsFor(paced), request, signal);
    for (const range of reading.uncovered) toRetry.add(range);
    const [problem = null] = reading.problems;
    if (problem !== null)
      log.warn(
        { provider: provider.key, kind: problem.kind, problems: reading.problems.length },
        `a span of history is not kept whole: ${problem.message}`,
      );
    return { ...reading, problem };
  };
  const readThrough: Reader['readThrough'] = async (request, paced, signal) => {
    let kept: Kept = { added: 0, changed: 0, removed: 0 };
    let calls = 0;
    let problem: ProviderError | null = null;
    for (let rest: TimeRange = request.range; !isEmptyRange(rest);) {
      const reading = await read({ ...request, range: rest }, paced, signal);
      kept = sumOf(kept, reading.kept);
      calls += reading.calls;
      problem ??= reading.problem;
      rest = { from: rest.from, to: reading.through };
    }
    return { kept, calls, problem };
  };
  return { read, readThrough };
}

const sumOf = (a: Kept, b: Kept): Kept => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  removed: a.removed + b.removed,
});
