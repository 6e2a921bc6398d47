import type { ProviderError } from '../domain/provider-error.ts';
import type { ReadingDemands } from './reading-demands.ts';

/**
 * A page as its field was asked for: with what is there, saying what is missing; or, where all or nothing was asked for, not
 * at all when anything is missing. What a list and its joins met is told once for each provider and kind.
 */
export function answerPartly<Page extends { readonly problems: readonly ProviderError[] }>(
  { requireComplete, noteMissing }: Pick<ReadingDemands, 'requireComplete' | 'noteMissing'>,
  page: Page,
): Page {
  const problems = eachOnce(page.problems);
  problems.forEach(noteMissing);
  const [problem] = problems;
  if (problem && requireComplete) throw problem;
  return { ...page, problems };
}

/** The first of each provider and kind; of several, the one that asks for the longest wait. */
function eachOnce(problems: readonly ProviderError[]): ProviderError[] {
  const told = new Map<string, ProviderError>();
  for (const problem of problems) {
    const key = `${problem.provider} ${problem.kind}`;
    const known = told.get(key);
    if (!known || (problem.retryAfterSeconds ?? 0) > (known.retryAfterSeconds ?? 0)) told.set(key, problem);
  }
  return [...told.values()];
}
