import { ProviderError } from '../../../domain/provider-error.ts';
import type { Page, Parameters } from './wire.ts';

/** What was read of a list; `isWhole` tells whether its end was reached. */
export type ReadList = { readonly rows: readonly unknown[]; readonly isWhole: boolean };

/** Reads a list to its end; the query stays the same, as its page tokens want it. */
export async function readPages(
  provider: string,
  list: (parameters: Parameters, signal: AbortSignal) => Promise<Page>,
  parameters: Parameters,
  signal: AbortSignal,
  /** Looks at what has come so far: true ends the reading. */
  isEnough: (rows: readonly unknown[], page: Page) => boolean = () => false,
): Promise<ReadList> {
  const rows: unknown[] = [];
  const seen = new Set<string>();
  let query = parameters;
  for (;;) {
    const page = await list(query, signal);
    rows.push(...page.rows);
    if (page.nextPageToken === '') return { rows, isWhole: true };
    if (isEnough(rows, page)) return { rows, isWhole: false };
    if (seen.has(page.nextPageToken))
      throw new ProviderError(provider, 'unreadable', 'Zoom repeats a page of a list: it cannot be read whole.');
    seen.add(page.nextPageToken);
    query = { ...parameters, next_page_token: page.nextPageToken };
  }
}
