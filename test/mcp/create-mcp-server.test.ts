import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { expect, it } from 'vitest';
import type { Ask } from '../../src/domain/ask.ts';
import { ANYBODY } from '../../src/domain/caller.ts';
import { createMcpServer } from '../../src/mcp/create-mcp-server.ts';
import { TOOLS } from '../../src/mcp/tools/index.ts';
import { LEAST_INPUTS } from './least-inputs.ts';

const FAILURE = new TypeError('connect ECONNREFUSED 10.1.2.3:5432 /srv/trunkline/trunkline.db');
async function askTool(name: string, ask: Ask) {
  const noted: object[] = [];
  const onUnexpected = (error: unknown, tool: string) => void noted.push({ error, tool });
  const server = createMcpServer({ version: '1', caller: ANYBODY, writes: true, ask, onUnexpected });
  const client = new Client({ name: 'a test', version: '1' });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(here), client.connect(there)]);
  const answer = await client.callTool({ name, arguments: LEAST_INPUTS[name] ?? {} });
  await client.close();
  return { answer, noted };
}

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

it('gives a transcript in parts that cut no character in two', async () => {
  const said = `x${'😀'.repeat(2500)}`;
  const transcript = { status: 'READY', url: null, text: said };
  const node = { __typename: 'Recording', kind: 'CALL', isAvailable: true, transcript };
  const { answer } = await askTool('recording', () => Promise.resolve({ data: { node } }));
  const [{ text }] = answer.content as [{ readonly text: string }];
  const { transcriptText, next } = JSON.parse(text) as { readonly transcriptText: string; readonly next: string };
  expect(transcriptText.isWellFormed()).toBe(true);
  expect(transcriptText + said.slice(Number(next))).toBe(said);
});
