import { ProviderError, sayingAlso } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import type { TimeRange } from '../time/time-range.ts';

/** Says that a span is missing from figures, with why it could not be read. */
export const unread = (error: ProviderError, gap: TimeRange): ProviderError =>
  sayingAlso(error, `Its calls ${spanText(gap)} are not kept, and missing from these figures.`);

/** Says which spans are missing because what is kept of them could not be asked. */
export function unanswered({ key }: Provider, failure: ProviderError, gaps: readonly TimeRange[]): ProviderError {
  const span = { from: gaps[0]!.from, to: gaps.at(-1)!.to };
  const said = `${failure.message} Its calls ${spanText(span)} are missing from these figures. Try again.`;
  return new ProviderError(key, failure.kind, said);
}

/** Says which spans are neither kept nor read, since that would take more than a page's requests, and from when all is kept. */
export function notKept(
  { key }: Provider,
  gaps: readonly TimeRange[],
  reading: TimeRange,
  { keeps, isKeptOnly }: { readonly keeps: boolean; readonly isKeptOnly: boolean },
): ProviderError {
  const last = gaps.at(-1)!;
  const others = gaps.length > 1 ? ` and ${gaps.length - 1} earlier spans` : '';
  const why = isKeptOnly
    ? 'only what is kept was asked for (only-if-cached)'
    : 'reading them would take more requests than a page does';
  const from = last.to < reading.to ? `, which is kept from ${textOf(last.to)} on` : '';
  const hint = keeps ? 'Ask again when more of its history is kept, or for a shorter range' : 'Ask for a shorter range';
  return new ProviderError(
    key,
    // Without a history, the same question is never answered.
    keeps ? 'unavailable' : 'unsupported',
    `The calls of ${key} ${spanText(last)}${others} are not kept, and missing from these figures: ${why}. ${hint}${from}.`,
  );
}

const spanText = ({ from, to }: TimeRange): string => `from ${textOf(from)} to ${textOf(to)}`;
const textOf = (instant: number): string => new Date(instant).toISOString();
