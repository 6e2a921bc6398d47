import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SCOPES } from '../../../src/domain/caller.ts';
import { TOOLS } from '../../../src/mcp/tools/index.ts';
import { countTokens } from '../../mcp/count-tokens.ts';
import { makeKey } from '../../support/make-key.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

/** What an answer may cost when nobody asks for more rows than it has by itself. */
const ORDINARY = 2000;

const all = makeKey('all', SCOPES);
let served: ServedDemo;
let client: Client;
const counted = new Set<string>();

beforeAll(async () => {
  served = await startServedDemo(
    { count: 150, hasExamples: true },
    { isKept: true, isSynced: true, more: { auth: { mode: 'keys', keys: [all.entry] }, mcp: { writes: true } } },
  );
  client = new Client({ name: 'a test', version: '1' });
  const options = { requestInit: { headers: all.headers } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${served.url}/mcp`), options));
  const isKept = async (): Promise<boolean> => {
    const { providers } = (await ask('providers')).told as { providers: { history: { state: string } }[] };
    return providers.every(({ history }) => history.state === 'CURRENT');
  };
  await vi.waitFor(async () => expect(await isKept()).toBe(true), { timeout: 60_000, interval: 200 });
});
afterAll(async () => {
  await client.close();
  await served.close();
});

async function ask(name: string, input: Readonly<Record<string, unknown>> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: input });
  const [{ text }] = content as [{ text: string }];
  expect(isError, text).not.toBe(true);
  counted.add(name);
  return { tokens: countTokens(text), told: JSON.parse(text) as Readonly<Record<string, unknown>> };
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
const callsOf = async (input: Readonly<Record<string, unknown>>): Promise<readonly Row[]> =>
  (await ask('find_calls', input)).told['calls'] as Row[];

describe('the tokens of an answer', () => {
  it('are few where tools are asked with nothing but what they need', async () => {
    for (const name of ['find_calls', 'unreturned_calls', 'call_figures', 'agents', 'providers'])
      expect((await ask(name)).tokens, name).toBeLessThan(ORDINARY);
    for (const provider of ['portal', 'tracking', 'pbx', 'desk'])
      for (const name of ['find_calls', 'unreturned_calls'])
        expect((await ask(name, { provider })).tokens, `${name} of ${provider}`).toBeLessThan(ORDINARY);
  });

  it('are few of every call, its recordings and its customer', async () => {
    const calls = await callsOf({ limit: 50 });
    expect(calls).toHaveLength(50);
    for (const { id } of calls) expect((await ask('call', { id })).tokens, id).toBeLessThan(ORDINARY);
    for (const { id } of await callsOf({ isRecorded: true, limit: 5 })) {
      const { told } = await ask('call', { id });
      for (const recording of told['recordings'] as Row[])
        expect((await ask('recording', { id: recording.id })).tokens).toBeLessThan(ORDINARY);
    }
    const numbers = new Set(calls.map(({ customer }) => /\+\d+/.exec(String(customer))?.[0] ?? 'nobody'));
    numbers.delete('nobody');
    for (const number of [...numbers].slice(0, 10))
      expect((await ask('customer_history', { number })).tokens).toBeLessThan(ORDINARY);
  });

  it.each([
    { by: ['AGENT'] },
    { by: ['AGENT', 'OUTCOME'] },
    { by: ['LINE', 'AGENT'] },
    { by: ['HOUR_OF_DAY'] },
    { by: ['PROVIDER'], every: 'DAY', from: '2026-03-01', to: '2026-04-30' },
    { every: 'DAY', from: '2026-01-01', to: '2026-04-30' },
    { every: 'HOUR', from: '2026-04-20', to: '2026-04-29' },
  ])('are few of the figures %j', async (input) => {
    const { tokens, told } = await ask('call_figures', input);
    expect((told['groups'] as unknown[]).length).toBeGreaterThan(15);
    expect(tokens).toBeLessThan(ORDINARY);
  });

  it('are few of what was written', async () => {
    const elsewhere = { number: '+441134960126', direction: 'INBOUND', externalId: 'tokens-1' };
    const registered = await ask('register_call', { provider: 'portal', extension: '101', ...elsewhere });
    const { callId } = registered.told;
    const ended = { extension: '101', durationSeconds: 5, isAnswered: true };
    const finished = await ask('finish_call', { provider: 'portal', callId, ...ended });
    const attached = await ask('attach_recording', { provider: 'portal', callId, url: 'https://example.com/a.mp3' });
    for (const { tokens } of [registered, finished, attached]) expect(tokens).toBeLessThan(200);
  });

  it('are as many as the list of tools may have where the most rows are asked for', async () => {
    for (const provider of ['portal', 'tracking', 'pbx', 'desk'])
      expect((await ask('find_calls', { provider, limit: 50 })).tokens, provider).toBeLessThan(6000);
    for (const name of ['find_calls', 'unreturned_calls'])
      expect((await ask(name, { limit: 50 })).tokens, name).toBeLessThan(6000);
    expect((await ask('agents', { limit: 50 })).tokens).toBeLessThan(ORDINARY);
  });

  it('were counted of every tool', () => {
    expect([...counted].sort()).toEqual(TOOLS.map(({ name }) => name).sort());
  });
});
