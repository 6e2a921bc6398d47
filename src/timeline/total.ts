import { ProviderError } from '../domain/provider-error.ts';
import type { CallSource } from './call-source.ts';
import type { PageScope } from './page-scope.ts';
import type { PagePart } from './plan-page.ts';

/**
 * Counts the calls of all providers, at the same time as the page is read. Null where one of them cannot count at a fair
 * price; the first failure where one fails. `sources` are those of the page, in the order of its parts, or none.
 */
export async function countTotal(
  scope: PageScope,
  sources: readonly CallSource[],
): Promise<number | null | ProviderError> {
  const { parts } = scope.plan;
  // Counting what a filter leaves would mean reading every row; then nobody needs to count at all.
  if (parts.some(({ residual }) => residual.fields.length > 0)) return null;
  const counts = await Promise.all(parts.map((part, index) => countPart(scope, part, sources[index])));
  let total = 0;
  for (const count of counts) {
    if (count === null || count instanceof ProviderError) return count;
    total += count;
  }
  return total;
}

async function countPart(
  { tools, plan, deadlines, signal }: PageScope,
  { provider, range, filter }: PagePart,
  source: CallSource | undefined,
): Promise<number | null | ProviderError> {
  const { bringsTotal } = tools;
  if (source && plan.start === null && bringsTotal.get(provider.key) !== false) {
    // The page asks this source first of all, and asking twice is asking once.
    await source.pull();
    if (source.hasFailed()) return null;
    const total = source.total();
    bringsTotal.set(provider.key, total !== null);
    if (total !== null) return total;
  }
  const share = deadlines.share(provider, signal);
  try {
    return await share.ask('the number of its calls', () => provider.countCalls(range, filter, share.signal));
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}
