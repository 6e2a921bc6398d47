import { CallFilterError } from '../domain/call-filter.ts';
import { ProviderError, asAnswer } from '../domain/provider-error.ts';
import type { ReadFirst } from '../domain/provider.ts';
import type { PagePart } from './plan-page.ts';
import type { TimelineRequest } from './timeline-request.ts';

/** Reads what a filter looks at beyond the calls of its provider: whoever needs it from the earliest start asks for all. */
export async function readFirst(
  parts: readonly Pick<PagePart, 'provider' | 'question' | 'range'>[],
  { deadlines }: Pick<TimelineRequest, 'deadlines'>,
  signal: AbortSignal,
): Promise<ReadFirst> {
  const [part] = parts
    .filter(({ question }) => question.readFirst !== undefined)
    .toSorted((a, b) => a.range.from - b.range.from);
  if (part === undefined) return { problems: [], asOf: Infinity };
  const share = deadlines.share(part.provider, signal);
  const ask = () =>
    part.question.readFirst!(part.range, share.signal).catch((error: unknown) => {
      // Nothing that a provider sent, but a question that has no answer.
      if (error instanceof CallFilterError) return error;
      throw error;
    });
  const read = await share.ask('the calls that its filter looks for', ask).catch(asAnswer);
  if (read instanceof CallFilterError) throw read;
  return read instanceof ProviderError ? { problems: [read], asOf: Infinity } : read;
}
