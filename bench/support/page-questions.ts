import { deepStrictEqual } from 'node:assert';
import { DAY_MS, HOUR_MS } from '../../src/time/instant.ts';
import type { Contestants } from './contestants.ts';
import { type Question, createClient } from './client.ts';

/** The same page asked of both: the newest hundred calls of a range. */
export type PageQuestion = { readonly ofTrunkline: Question; readonly ofRaw: Question };

const pageQuery = (agent: string): string => `query Page($filter: CallSessionFilter) {
  callSessions(first: 100, filter: $filter) {
    nodes {
      providerKey nativeId startedAt endedAt durationSeconds talkSeconds waitSeconds direction kind outcome
      outcomeDetail { code reason } customer { number } line { number } rating note ${agent.replace('agent', 'agents')}
      legs {
        nativeId direction startedAt durationSeconds from { number } to { number } outcome outcomeDetail { code reason } ${agent}
      }
      recordings { nativeId kind startedAt durationSeconds sizeBytes mediaType expiresAt isAvailable }
    }
    pageInfo { hasNextPage }
  }
}`;

const RANGES = 64;

/**
 * Pages of one Voximplant account with legs and recordings, and with agents where they are asked for. Each ends at another hour, so that questions in flight at the
 * same time differ and nobody answers two of them with one request.
 */
export function toPageQuestions(
  { trunklineUrl, rawUrl, endsAt }: Contestants,
  { withAgents = false }: { readonly withAgents?: boolean } = {},
): readonly PageQuestion[] {
  const query = pageQuery(withAgents ? 'agent { nativeId displayName }' : '');
  return Array.from({ length: RANGES }, (_, index): PageQuestion => {
    const from = toText(endsAt - 119 * DAY_MS);
    const to = toText(endsAt - 2 * DAY_MS - index * 12 * HOUR_MS);
    const variables = { filter: { providers: ['pbx'], startedAt: { from, to } } };
    return {
      ofTrunkline: { url: `${trunklineUrl}/graphql`, body: JSON.stringify({ query, variables }) },
      ofRaw: {
        url: `${rawUrl}/calls?${new URLSearchParams({ first: '100', from, to, ...(withAgents && { agents: '' }) }).toString()}`,
      },
    };
  });
}

/** Asks each page of both, and throws where they do not answer the same, field by field. */
export async function comparePages(
  pages: readonly PageQuestion[],
  headers?: Readonly<Record<string, string>>,
): Promise<void> {
  const client = createClient(headers);
  for (const [index, { ofTrunkline, ofRaw }] of pages.entries()) {
    const { data } = JSON.parse(await client.ask(ofTrunkline)) as { data: { callSessions: unknown } };
    const raw: unknown = JSON.parse(await client.ask(ofRaw));
    deepStrictEqual(data.callSessions, raw, `page ${index} is not the same`);
  }
  client.close();
}

const toText = (instant: number): string => new Date(Math.floor(instant / 1000) * 1000).toISOString();
