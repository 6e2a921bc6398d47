import { graphql } from './generated/gql.ts';
import type { MissedCallsQuery, TypedDocumentString } from './generated/graphql.ts';

const MissedCalls = graphql(`
  query MissedCalls($since: DateTime!, $after: String) {
    callSessions(
      first: 100
      after: $after
      filter: { direction: [INBOUND], outcome: [MISSED, ABANDONED], startedAt: { from: $since } }
    ) {
      nodes {
        id
        startedAt
        outcome
        customer {
          number
          e164
          displayName
        }
        agents {
          displayName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      problems {
        provider {
          name
        }
        message
      }
    }
  }
`);

export type MissedCall = { readonly caller: string; readonly at: Date; readonly agents: readonly string[] };

/** Calls, and what is missing so far: what one page lacked stays missing when the next lacks nothing. */
export type MissedCalls = { readonly calls: readonly MissedCall[]; readonly missing: readonly string[] };

/** Every call that was missed since a moment, newest first, from every phone system, page by page. */
export async function* listMissedCalls(endpoint: string, since: Date): AsyncGenerator<MissedCalls> {
  const missing = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const answer: MissedCallsQuery = await ask(endpoint, MissedCalls, { since: since.toISOString(), after });
    const page = answer.callSessions;
    for (const { provider, message } of page.problems) missing.add(`${provider.name}: ${message}`);
    const calls = page.nodes.map((call) => ({
      caller: call.customer?.displayName ?? call.customer?.e164 ?? call.customer?.number ?? 'unknown',
      at: new Date(call.startedAt),
      agents: (call.agents ?? []).flatMap(({ displayName }) => displayName ?? []),
    }));
    yield { calls, missing: [...missing] };
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

/** Sends one query; the answer has the type that the query selects. */
async function ask<Data, Variables>(
  endpoint: string,
  query: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: String(query), variables }),
  });
  const answer = (await response.json()) as Answer<Data>;
  // An error without data is a refusal; one beside data stands for a single field, which is then null.
  if (!answer.data) throw new Error(answer.errors?.map(({ message }) => message).join('\n') ?? response.statusText);
  return answer.data;
}

type Answer<Data> = {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};
