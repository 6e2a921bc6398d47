import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { expect, it } from 'vitest';
import type { Ask } from '../../src/domain/ask.ts';
import { ANYBODY } from '../../src/domain/caller.ts';
import { createMcpServer } from '../../src/mcp/create-mcp-server.ts';
import { TOOLS } from '../../src/mcp/tools/index.ts';
import { countTokens } from './count-tokens.ts';
import { LEAST_INPUTS } from './least-inputs.ts';

const FAILURE = new TypeError('connect ECONNREFUSED 10.1.2.3:5432 /srv/trunkline/trunkline.db');
async function askTool(name: string, ask: Ask, input = LEAST_INPUTS[name] ?? {}) {
  const noted: object[] = [];
  const onUnexpected = (error: unknown, tool: string) => void noted.push({ error, tool });
  const server = createMcpServer({ version: '1', caller: ANYBODY, writes: true, ask, onUnexpected });
  const client = new Client({ name: 'a test', version: '1' });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(here), client.connect(there)]);
  const answer = await client.callTool({ name, arguments: input });
  await client.close();
  return { answer, noted };
}

type Answer = Awaited<ReturnType<typeof askTool>>['answer'];
const textOf = ({ content }: Answer): string => (content as [{ readonly text: string }])[0].text;
const readAnswer = (answer: Answer): unknown => JSON.parse(textOf(answer));

it.each(TOOLS.map(({ name }) => name))('%s never tells a model what only the log may know', async (name) => {
  const { answer, noted } = await askTool(name, () => Promise.reject(FAILURE));
  expect(answer).toEqual({
    content: [{ type: 'text', text: 'Trunkline failed to answer this. Its log says why; asking again may help.' }],
    isError: true,
  });
  expect(noted).toEqual([{ tool: name, error: FAILURE }]);
});

it('tells what the graph refuses in its words, and logs nothing of it', async () => {
  const refuse: Ask = () => Promise.resolve({ data: null, errors: [{ message: 'There is no provider prtal.' }] });
  const { answer, noted } = await askTool('find_calls', refuse);
  expect(answer).toMatchObject({ isError: true, content: [{ text: 'There is no provider prtal.' }] });
  expect(noted).toEqual([]);
});

it('says that nobody has a short number only where it has looked everywhere', async () => {
  const callSessions = { nodes: [], totalCount: 0, problems: [], pageInfo: { hasNextPage: false, endCursor: null } };
  const figures = { calls: 0, answered: 0, unanswered: 0, talkSeconds: { total: 0 } };
  const ask: Ask = (document) =>
    Promise.resolve({
      data: document.includes('Customer')
        ? { stats: { totals: figures, problems: [] } }
        : { callSessions, calls: callSessions, waiting: callSessions },
    });
  const { answer: ever } = await askTool('customer_history', ask, { number: '2079' });
  expect(textOf(ever)).toContain('shorter than whole ones are');
  const { answer: inApril } = await askTool('customer_history', ask, { number: '2079', from: '2026-04-01' });
  expect(readAnswer(inApril)).toMatchObject({ totals: { calls: 0 } });
});

it('takes the last day of all as the end of time in every zone', async () => {
  const asked: unknown[] = [];
  const ask: Ask = (_, { filter }) => {
    asked.push(filter);
    return Promise.reject(FAILURE);
  };
  const days = { from: '9999-12-31', to: '9999-12-31', timeZone: 'America/New_York' };
  await askTool('find_calls', ask, days);
  expect(asked).toMatchObject([{ startedAt: { from: '9999-12-31T05:00:00.000Z', to: '9999-12-31T23:59:59.000Z' } }]);
});

it('gives a transcript in parts that cut no character in two', async () => {
  const said = `x${'😀'.repeat(2500)}`;
  const transcript = { status: 'READY', url: null, text: said };
  const node = { __typename: 'Recording', kind: 'CALL', isAvailable: true, transcript };
  const { answer } = await askTool('recording', () => Promise.resolve({ data: { node } }));
  const { transcriptText, next } = readAnswer(answer) as { readonly transcriptText: string; readonly next: string };
  expect(transcriptText.isWellFormed()).toBe(true);
  expect(transcriptText + said.slice(Number(next))).toBe(said);
});

it('gives figures and calls with names of any length in an answer that fits', async () => {
  const displayName = 'Long '.repeat(80);
  const figures = { calls: 1, answered: 1, unanswered: 0, talkSeconds: {}, waitSeconds: {}, rating: {}, cost: [] };
  const bucket = { agent: { displayName, provider: { key: 'pbx' } }, figures };
  const stats = { totals: figures, buckets: Array.from({ length: 40 }, () => bucket), asOf: '2026-01-01T00:00:00Z' };
  const { answer: groups } = await askTool('call_figures', () => Promise.resolve({ data: { stats } }), {
    by: ['AGENT'],
  });
  const { groups: shown, leftOff } = readAnswer(groups) as { readonly groups: unknown[]; readonly leftOff: string };
  expect(shown.length).toBeGreaterThan(0);
  expect(leftOff).toMatch(new RegExp(`^${40 - shown.length} more groups`));

  const call = { id: 'x', startedAt: '2026-01-01T00:00:00Z', customer: { displayName }, agents: [{ displayName }] };
  const calls = { nodes: Array.from({ length: 15 }, () => call), pageInfo: { hasNextPage: false } };
  const { answer: page } = await askTool('find_calls', () => Promise.resolve({ data: { calls } }));
  for (const one of [groups, page]) expect(countTokens(textOf(one))).toBeLessThan(2000);
});
