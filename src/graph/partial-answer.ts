import type { ProviderError } from '../domain/provider-error.ts';
import type { GraphContext } from './context.ts';
import { toGraphError } from './graph-error.ts';

/**
 * A page as the request wants pages: with what is there, saying what is missing; or, where it asked for all or nothing,
 * not at all when anything is missing.
 */
export function answerPartly<Page extends { readonly problems: readonly ProviderError[] }>(
  context: GraphContext,
  page: Page,
): Page {
  const [problem] = page.problems;
  if (problem && context.refusesPartial) throw toGraphError(problem);
  return page;
}
