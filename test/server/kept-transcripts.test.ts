import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SCOPES } from '../../src/domain/caller.ts';
import { makeKey } from '../support/make-key.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

const all = makeKey('all', SCOPES);
const deaf = makeKey(
  'deaf',
  SCOPES.filter((scope) => scope !== 'recordings:read'),
);

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo(
    { count: 120 },
    {
      isKept: true,
      isSynced: true,
      more: {
        auth: { mode: 'keys', keys: [all.entry, deaf.entry] },
        history: { keepTranscripts: true, share: 0.9 },
      },
    },
  );
});
afterAll(() => served.close());

const WAITING = { timeout: 60_000, interval: 200 };

async function ask<Data>(query: string, { headers }: { readonly headers: Record<string, string> } = all) {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { readonly data: Data; readonly errors?: unknown };
}

type Found = { readonly callSessions: { readonly nodes: readonly { readonly nativeId: string }[] } };
const FIND = `{ callSessions(first: 100, filter: { providers: ["desk"], text: "mailbox invoice" }) { nodes { nativeId } } }`;

it('a server whose settings keep transcripts finds calls by what was said, for callers who may read it', async () => {
  const found = await vi.waitUntil(async () => {
    const { nodes } = (await ask<Found>(FIND)).data.callSessions;
    return nodes.length > 1 ? nodes : null;
  }, WAITING);
  expect((await ask<Found>(FIND, deaf)).data.callSessions.nodes).toEqual([]);

  const { server } = served.demo.vendors['zoom-contact-center'];
  server.fault({ fault: { kind: 'status', status: 500 }, operation: 'media' });
  const [{ nativeId } = { nativeId: '' }] = found;
  type Said = {
    readonly callSession: { readonly recordings: readonly { readonly transcript: { readonly text: string | null } }[] };
  };
  const { data } = await ask<Said>(
    `{ callSession(provider: "desk", nativeId: "${nativeId}") { recordings { transcript { text } } } }`,
  );
  expect(data.callSession.recordings[0]!.transcript.text).toMatch(/invoice/);
});
