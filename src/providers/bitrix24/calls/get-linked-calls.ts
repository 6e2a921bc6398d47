import { type CallLink, type CallReferences, hasLink } from '../../../domain/call-references.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { Bitrix24Client, RowPage } from '../api/client.ts';
import { type LinkedQuestion, toLinkedQuestions } from './linked-questions.ts';
import { PAGE_SIZE } from './list-calls.ts';
import { type Portal, isNativeId, toReferences } from './row.ts';
import { toCallSession } from './to-call-session.ts';
import type { StatisticsRow } from './columns.ts';

/** A row that came back: what it is linked by, and the call it is, or why it cannot be read. */
type Found = {
  readonly nativeId: string;
  readonly references: CallReferences;
  readonly call: CallSession | ProviderError;
};

/** Finds calls by their own ids and by those they carry: all questions travel together, in one exchange as a rule. */
export async function getLinkedCalls(
  links: readonly CallLink[],
  { client, portal }: { client: Pick<Bitrix24Client, 'listStatisticsTogether'>; portal: Portal },
  signal: AbortSignal,
): Promise<Slot<readonly CallSession[]>[]> {
  const found = new Map<string, Found>();
  const failures = new Map<CallLink, ProviderError>();
  let waiting = toLinkedQuestions(links);
  while (waiting.length > 0) {
    const pages = await client.listStatisticsTogether(
      waiting.map(({ question }) => question),
      signal,
    );
    waiting = waiting.flatMap((asked, index) => {
      const page = pages[index];
      if (page === undefined || page instanceof ProviderError) {
        for (const link of asked.links) failures.set(link, page ?? unanswered(portal.provider));
        return [];
      }
      for (const row of page.rows) note(recordOf(row), portal, found);
      return nextOf(asked, page, portal.provider);
    });
  }
  const rows = [...found.values()];
  return links.map((link) => failures.get(link) ?? callsOf(rows.filter((row) => hasLink(row, link))));
}

/** What is still to be asked after a page: more may follow a full one. */
function nextOf(asked: LinkedQuestion, { rows }: RowPage, provider: string): readonly LinkedQuestion[] {
  if (rows.length < PAGE_SIZE) return [];
  if (asked.narrower.length > 0) return asked.narrower;
  const afterId = textOrNull(recordOf(rows.at(-1)).ID);
  // An id that does not rise would be read for ever.
  if (afterId === null || !isNativeId(afterId) || BigInt(afterId) <= BigInt(asked.question.afterId ?? 0))
    throw outOfOrder(provider);
  return [{ ...asked, question: { ...asked.question, afterId } }];
}

function note(row: StatisticsRow, portal: Portal, found: Map<string, Found>): void {
  const nativeId = idOrNull(row.ID);
  // A row without an id is nobody's.
  if (nativeId === null) return;
  found.set(nativeId, { nativeId, references: toReferences(row), call: toCallSession(row, portal) });
}

function callsOf(rows: readonly Found[]): readonly CallSession[] | ProviderError {
  const calls: CallSession[] = [];
  for (const { call } of rows) {
    if (call instanceof ProviderError) return call;
    calls.push(call);
  }
  return calls;
}

const unanswered = (provider: string): ProviderError =>
  new ProviderError(provider, 'unreadable', 'Bitrix24 gave fewer answers than it was asked for calls by their ids.');

const outOfOrder = (provider: string): ProviderError =>
  new ProviderError(
    provider,
    'unreadable',
    'Bitrix24 answered voximplant.statistic.get with rows out of the order of their ids: it has ignored the sort.',
  );
