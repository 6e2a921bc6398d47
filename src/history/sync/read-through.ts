import type { ProviderError } from '../../domain/provider-error.ts';
import type { Instant } from '../../time/instant.ts';
import { type TimeRange, isEmptyRange } from '../../time/time-range.ts';
import type { Paced } from './bring-parts.ts';
import type { Horizon } from './horizon.ts';
import { NOTHING_KEPT, type SpanReading, type SpanRequest, readSpan, sumOf } from './read-span.ts';
import type { SpansToRetry } from './spans-to-retry.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** Why something of a span is not kept whole, the first of it. */
type WhatStood = { readonly problem: ProviderError | null };

/** Reads spans of an account, and sets aside what could not be read whole. */
export function createReader(
  options: SyncerOptions,
  { horizon, toRetry }: { readonly horizon: Horizon; readonly toRetry: SpansToRetry },
) {
  const { provider, log, lease } = options;
  const settledThrough = (): Instant => horizon.settledThrough();
  /** Reads as much of a span as is read at once. */
  const read = async (request: SpanRequest, paced: Paced, signal: AbortSignal): Promise<SpanReading & WhatStood> => {
    const reading = await readSpan({ ...options, lease: lease(), settledThrough, paced }, request, signal);
    for (const range of reading.uncovered) toRetry.add(range);
    const [problem = null] = reading.problems;
    if (problem !== null)
      log.warn(
        { provider: provider.key, kind: problem.kind, problems: reading.problems.length },
        `a span of history is not kept whole: ${problem.message}`,
      );
    return { ...reading, problem };
  };
  /** Reads a span to its end. */
  const readThrough = async (
    request: SpanRequest,
    paced: Paced,
    signal: AbortSignal,
  ): Promise<Pick<SpanReading, 'kept' | 'calls'> & WhatStood> => {
    let kept = NOTHING_KEPT;
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
