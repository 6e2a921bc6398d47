import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../../src/domain/caller.ts';
import { TOOLS } from '../../../src/mcp/tools/index.ts';
import { schema } from '../../../src/schema.ts';
import { countTokens } from '../../mcp/count-tokens.ts';
import { ELSEWHERE, LEAST_INPUTS } from '../../mcp/least-inputs.ts';
import { makeKey } from '../../support/make-key.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const all = makeKey('all', SCOPES);
const reader = makeKey('reader', ['calls:read']);
const confined = makeKey('confined', SCOPES, { providers: ['pbx'] });

const { log, lines } = createRecordingLog();

let served: ServedDemo;
beforeAll(async () => {
  const keys = [all, reader, confined].map(({ entry }) => entry);
  served = await startServedDemo(
    { count: 200, hasExamples: true },
    { log, more: { auth: { mode: 'keys', keys }, mcp: { writes: true } } },
  );
});
afterAll(() => served.close());

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

async function connect({ headers }: { readonly headers: Record<string, string> } = all, url = served.url) {
  const client = new Client({ name: 'a test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  await client.connect(transport);
  clients.push(client);
  return client;
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
type Told = Readonly<Record<string, unknown>> & {
  readonly calls: readonly Row[];
  readonly problems: readonly string[];
  readonly next?: string;
};

async function ask(client: Client, name: string, input: Readonly<Record<string, unknown>> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: input });
  const [{ text }] = content as [{ text: string }];
  return { text, isError: isError === true, told: (isError === true ? {} : JSON.parse(text)) as Told };
}

async function askGraph(query: string, variables: object = {}) {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...all.headers },
    body: JSON.stringify({ query, variables }),
  });
  return ((await response.json()) as { data: Readonly<Record<string, unknown>> }).data;
}

/** Recordings of one provider, and what was said in them. */
async function readTranscripts(): Promise<readonly { readonly id: string; readonly text: string }[]> {
  const query = `{ recordings(first: 50, filter: { providers: ["pbx"] }) { nodes { id transcript { text } } } }`;
  const { recordings } = (await askGraph(query)) as {
    readonly recordings: { readonly nodes: readonly { id: string; transcript: { text: string | null } | null }[] };
  };
  return recordings.nodes.flatMap(({ id, transcript }) => (transcript?.text ? [{ id, text: transcript.text }] : []));
}

describe('the tools', () => {
  it('are listed in fewer tokens than an ordinary question may cost', async () => {
    const { tools } = await (await connect()).listTools();
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name));
    expect(countTokens(JSON.stringify(tools))).toBeLessThan(6000);
  });

  it.each(TOOLS.map(({ name, documents }) => [name, documents] as const))(
    '%s asks only for what the graph has',
    (_name, documents) => {
      for (const document of documents) expect(validate(schema, parse(document))).toEqual([]);
    },
  );

  it('are those that the caller may use', async () => {
    const { tools } = await (await connect(reader)).listTools();
    const of = (scope: Scope) => TOOLS.filter((tool) => tool.scope === scope).map(({ name }) => name);
    expect(tools.map(({ name }) => name)).toEqual(of('calls:read'));
  });

  it('are refused by name too where the caller may not use them, and no vendor hears of it', async () => {
    const asked = () => served.demo.vendors.bitrix24.server.count();
    const before = asked();
    const input = {
      provider: 'portal',
      extension: '101',
      number: '+441134960123',
      direction: 'INBOUND',
      externalId: 'x-0',
    };
    for (const name of ['register_call', 'customer_history', 'recording'])
      expect(await ask(await connect(reader), name, { ...input, id: 'x' })).toMatchObject({
        isError: true,
        text: expect.stringContaining(`Tool ${name} not found`) as string,
      });
    expect(asked()).toBe(before);
  });

  it('are not served where the settings say off', async () => {
    const other = await startServedDemo({ count: 1 }, { more: { mcp: 'off' } });
    try {
      const response = await fetch(`${other.url}/mcp`, { method: 'POST', body: '{}' });
      expect(response.status).toBe(404);
      await response.arrayBuffer();
    } finally {
      await other.close();
    }
  });

  it('write only where the settings say so', async () => {
    const keys = [all.entry];
    const other = await startServedDemo({ count: 20 }, { more: { auth: { mode: 'keys', keys } } });
    try {
      const { tools } = await (await connect(all, other.url)).listTools();
      expect(tools.filter(({ annotations }) => annotations?.readOnlyHint !== true)).toEqual([]);
      expect(tools.map(({ name }) => name)).not.toContain('register_call');
    } finally {
      await other.close();
    }
  });
});

describe('find_calls', () => {
  it('answers as the graph does, newest first, in an answer that fits', async () => {
    const client = await connect();
    const { told, text } = await ask(client, 'find_calls');
    const data = await askGraph('{ callSessions(first: 15) { nodes { id } totalCount } }');
    const { nodes, totalCount } = data['callSessions'] as { nodes: Row[]; totalCount: number };
    expect(told.calls.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
    expect(told).toMatchObject({ total: totalCount, problems: [] });
    expect(countTokens(text)).toBeLessThan(2000);
  });

  it.each(['portal', 'tracking', 'pbx', 'desk'])('answers of %s alone in no more than fits', async (provider) => {
    const { told, text } = await ask(await connect(), 'find_calls', { provider });
    expect(told.calls).toHaveLength(15);
    expect(countTokens(text)).toBeLessThan(2000);
  });

  it('goes on where it ended, to the last call, each once', async () => {
    const client = await connect();
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const { told } = await ask(client, 'find_calls', { limit: 50, provider: 'desk', ...(after && { after }) });
      ids.push(...told.calls.map(({ id }) => id));
      after = told.next;
      if (after === undefined) break;
    }
    const truth = served.demo.vendors['zoom-contact-center'].truth();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(truth.length);
  });

  it.each([
    [{ outcome: ['MISSED', 'ABANDONED'] }, { outcome: ['MISSED', 'ABANDONED'] }],
    [
      { direction: 'OUTBOUND', provider: 'pbx' },
      { direction: ['OUTBOUND'], providers: ['pbx'] },
    ],
    [
      { from: '2026-03-01', to: '2026-03-02', timeZone: 'Europe/Berlin' },
      { startedAt: { from: '2026-02-28T23:00:00Z', to: '2026-03-02T23:00:00Z' } },
    ],
    [{ from: '2026-03-01T10:00:00+01:00' }, { startedAt: { from: '2026-03-01T09:00:00Z' } }],
    [{ search: 'ada marsh' }, { text: 'ada marsh' }],
    [{ number: '2079' }, { numberContains: '2079' }],
    [{ isRecorded: true }, { hasRecording: true }],
  ])('%j is the filter %j', async (input, filter) => {
    const { told, isError } = await ask(await connect(), 'find_calls', { ...input, limit: 50 });
    const query = 'query ($filter: CallSessionFilter) { callSessions(first: 50, filter: $filter) { nodes { id } } }';
    const { nodes } = (await askGraph(query, { filter }))['callSessions'] as { nodes: Row[] };
    expect(isError).toBe(false);
    expect(told.calls.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
  });

  it('shows a caller who may not see numbers everything else, and says what is missing', async () => {
    const { told } = await ask(await connect(reader), 'find_calls', { provider: 'pbx' });
    expect(told.calls.length).toBeGreaterThan(0);
    expect(told.calls.filter(({ customer }) => customer !== undefined)).toEqual([]);
    expect(told.problems.join('\n')).toMatch(/numbers:read/);
    const refused = await ask(await connect(reader), 'find_calls', { number: '+442079460000' });
    expect(refused).toMatchObject({ isError: true, text: expect.stringMatching(/numbers:read/) as string });
  });

  it('knows only the providers of a confined caller', async () => {
    const { told } = await ask(await connect(confined), 'find_calls', { limit: 50 });
    expect([...new Set(told.calls.map(({ provider }) => provider))]).toEqual(['pbx']);
    const providers = await ask(await connect(confined), 'providers');
    expect(providers.told['providers']).toMatchObject([{ key: 'pbx' }]);
  });

  it.each([
    [{ from: 'yesterday' }, /must be a day such as 2026-11-27.* at from/],
    [{ from: '2026-02-31' }, /must be a day such as 2026-11-27.* at from/],
    [{ from: '2026-04-30T25:00:00Z' }, /must be a day .* or a moment with its offset .* at from/],
    [{ to: '2026-02-30T10:00:00Z' }, /must be a day .* or a moment with its offset .* at to/],
    [{ from: '2026-04-30', to: '2026-04-01' }, /^`to` lies before `from`\.$/],
    [{ timeZone: 'Mars' }, /must be the IANA name of a time zone, such as Europe\/Berlin at timeZone/],
    [{ phone: '+442079460000' }, /find_calls has no input `phone`\. It takes `from`, .*`number`/],
    [{ number: 'Ada' }, /must have the digits of a number at number/],
    [{ outcome: [] }, /outcome/],
    [{ limit: 51 }, /limit/],
    [{ after: 'nonsense' }, /cursor/i],
    [{ provider: 'prtal' }, /portal/],
  ])('says of %j what is wrong', async (input, message) => {
    const { text, isError } = await ask(await connect(), 'find_calls', input);
    expect(isError).toBe(true);
    expect(text).toMatch(message);
  });
});

describe('what a tool cannot be asked', () => {
  it.each(TOOLS.map(({ name }) => name))('is said of an input that %s does not have', async (name) => {
    const { text, isError } = await ask(await connect(), name, { ...LEAST_INPUTS[name], colour: 'red' });
    expect(isError).toBe(true);
    expect(text).toContain(`${name} has no input \`colour\``);
  });

  it.each([
    ['call_figures', { every: 'HOUR' }, /^This asks for too much at once\. Ask for a shorter range/],
    ['customer_history', { number: '2079' }, /shorter than whole ones .* find_calls also finds a part/],
    ['customer_history', { number: '1', from: '2026-04-30', to: '2026-04-01' }, /^`to` lies before `from`\.$/],
    ['register_call', { ...ELSEWHERE, startedAt: '2026-04-30' }, /must be a moment with its offset.* at startedAt/],
    ['register_call', { ...ELSEWHERE, extension: undefined }, /give userId or extension/],
    ['register_call', { ...ELSEWHERE, externalId: '' }, /externalId: must not be empty/],
    ['attach_recording', { provider: 'portal', callId: 'x', url: 'file:///a.mp3' }, /url: must be an address/],
  ])('%s says of %j what is wrong in the names of its inputs', async (name, input, message) => {
    const { text } = await ask(await connect(), name, input);
    expect(text).toMatch(message);
    expect(text).not.toMatch(/filter\.|input\.|recordUrl|externalCallId|userPhoneInner|callStartDate|\$/);
  });

  it('is told a caller who may not see numbers in the names of the inputs', async () => {
    const { text } = await ask(await connect(reader), 'find_calls', { search: 'ada' });
    expect(text).toMatch(/^search needs the scope numbers:read/);
  });
});

describe('the other tools', () => {
  it('tell everything of one call, and where its recording is', async () => {
    const client = await connect();
    const list = await ask(client, 'find_calls', { isRecorded: true, provider: 'pbx', limit: 1 });
    const { told, text } = await ask(client, 'call', { id: list.told.calls[0]!.id });
    expect(told).toMatchObject({ id: list.told.calls[0]!.id, problems: [] });
    expect((told['legs'] as unknown[]).length).toBeGreaterThan(0);
    expect(countTokens(text)).toBeLessThan(2000);
    const [{ id }] = told['recordings'] as [Row];
    const recording = await ask(client, 'recording', { id });
    expect(recording.told).toMatchObject({ isAvailable: true, call: list.told.calls[0]!.id, problems: [] });
    const played = await fetch(recording.told['url'] as string, { headers: { range: 'bytes=0-9' } });
    expect(played.status).toBe(206);
    await played.arrayBuffer();
    const wrong = await ask(client, 'call', { id });
    expect(wrong).toMatchObject({ isError: true, text: expect.stringMatching(/id of a Recording/) as string });
    expect(await ask(client, 'call', { id: 'nonsense' })).toMatchObject({ isError: true });
  });

  it('tell what was said in a recording, whole where it fits', async () => {
    const client = await connect();
    const [one] = await readTranscripts();
    const { told, text } = await ask(client, 'recording', { id: one!.id });
    expect(told).toMatchObject({ transcript: 'READY', transcriptText: one!.text, problems: [] });
    expect(told).not.toHaveProperty('next');
    expect(countTokens(text)).toBeLessThan(2000);
  });

  it('tell a long transcript in parts that fit, of whole lines, each once', async () => {
    const client = await connect();
    const ids = (await readTranscripts()).map(({ id }) => id);
    const lines = Array.from(
      { length: 400 },
      (_, line) => `Left 00:00:00 - 00:00:01 : sentence ${line}, with some more words`,
    );
    const { server } = served.demo.vendors.voximplant;
    const headers = { 'content-type': 'text/plain' };
    server.fault({ fault: { kind: 'status', status: 200, headers, body: lines.join('\n') }, operation: 'records' });
    const parts: string[] = [];
    for (let after: string | undefined; ;) {
      const { told, text } = await ask(client, 'recording', { id: ids[0], ...(after && { after }) });
      expect(countTokens(text)).toBeLessThan(2000);
      parts.push(told['transcriptText'] as string);
      after = told.next;
      if (after === undefined) break;
    }
    server.clearFaults();
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.join('\n').split('\n')).toEqual(
      lines.map((_line, index) => `00:00:00 Left: sentence ${index}, with some more words`),
    );
    expect(await ask(client, 'recording', { id: ids[0], after: 'MTIz' })).toMatchObject({ isError: true });
  });

  it('say that a transcript cannot be had, beside the link that plays the recording', async () => {
    const client = await connect();
    const [one] = await readTranscripts();
    const { server } = served.demo.vendors.voximplant;
    server.fault({ fault: { kind: 'status', status: 500 }, operation: 'records' });
    const { told } = await ask(client, 'recording', { id: one!.id });
    server.clearFaults();
    expect(told['url']).toMatch(/\/media\//);
    expect(told).not.toHaveProperty('transcriptText');
    expect(told.problems.join('\n')).toMatch(/Voximplant/);
  });

  it('tell figures that are those of the graph', async () => {
    const client = await connect();
    const input = { by: ['OUTCOME'], from: '2026-04-28', to: '2026-04-29' };
    const { told, text } = await ask(client, 'call_figures', input);
    const query = `query ($filter: CallSessionFilter) {
      callStats(filter: $filter, by: [OUTCOME]) { totals { calls answered } buckets { outcome figures { calls } } }
    }`;
    const { totals, buckets } = (
      await askGraph(query, { filter: { startedAt: { from: '2026-04-28T00:00:00Z', to: '2026-04-30T00:00:00Z' } } })
    )['callStats'] as {
      totals: object;
      buckets: { outcome: string; figures: object }[];
    };
    expect(told['totals']).toMatchObject(totals);
    const columns = told['columns'] as string[];
    const groups = (told['groups'] as unknown[][]).map(
      (group) => Object.fromEntries(group.map((value, place) => [columns[place]!, value] as const)) as object,
    );
    expect(groups).toMatchObject(buckets.map(({ outcome, figures }) => ({ outcome, ...figures })));
    expect(countTokens(text)).toBeLessThan(2000);
  });

  it('show at most 40 groups, and say how many there are besides', async () => {
    const input = { from: '2025-06-01', to: '2025-12-31', every: 'DAY', provider: 'pbx' };
    const { told, text } = await ask(await connect(), 'call_figures', input);
    expect(told['groups']).toHaveLength(40);
    expect(told['leftOff']).toMatch(/^174 more groups/);
    expect(countTokens(text)).toBeLessThan(2000);
  });

  it('name the days of figures as their zone does', async () => {
    const input = { from: '2026-03-28', to: '2026-03-30', every: 'DAY', timeZone: 'Europe/Berlin' };
    const { told } = await ask(await connect(), 'call_figures', input);
    expect((told['columns'] as string[])[0]).toBe('from');
    expect((told['groups'] as unknown[][]).map(([from]) => from)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  });

  it('find people, whose id narrows the calls to theirs', async () => {
    const client = await connect();
    const { told } = await ask(client, 'agents', { search: 'marsh' });
    const [person] = told['people'] as [Row & { name: string }];
    expect(person.name).toMatch(/Marsh/);
    const { told: theirs } = await ask(client, 'find_calls', { person: person.id, limit: 50 });
    expect(theirs.calls.length).toBeGreaterThan(0);
    for (const { agents } of theirs.calls) expect(agents).toMatch(/Marsh/);
  });

  it("tell a customer's history over all phone systems", async () => {
    const client = await connect();
    const { told: list } = await ask(client, 'find_calls', { direction: 'INBOUND', limit: 1 });
    const number = /\+\d+/.exec(String(list.calls[0]!['customer']))![0];
    const { told, text } = await ask(client, 'customer_history', { number });
    expect(told.calls.map(({ id }) => id)).toContain(list.calls[0]!.id);
    for (const { customer } of told.calls) expect(customer).toContain(number);
    expect(countTokens(text)).toBeLessThan(2000);
  });

  it('find all calls up to the last day of all', async () => {
    const client = await connect();
    const { told } = await ask(client, 'find_calls', { from: '0000-01-01', to: '9999-12-31', limit: 1 });
    expect(told.calls).toHaveLength(1);
  });

  it('say in words that calls that were not returned need a kept history', async () => {
    const { text, isError } = await ask(await connect(), 'unreturned_calls');
    expect(isError).toBe(true);
    expect(text).toMatch(/history/);
  });

  it('tell which calls were not returned, the longest waiting first, where a history is kept', async () => {
    const kept = await startServedDemo(
      { count: 60 },
      { isKept: true, isSynced: true, more: { auth: { mode: 'keys', keys: [all.entry] } } },
    );
    try {
      const client = await connect(all, kept.url);
      await expect
        .poll(async () => (await ask(client, 'unreturned_calls')).told.problems, { timeout: 30_000, interval: 200 })
        .toEqual([]);
      const { told, text } = await ask(client, 'unreturned_calls');
      const response = await fetch(`${kept.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...all.headers },
        body: JSON.stringify({
          query: `{ callSessions(first: 15, filter: { isReturned: false }, orderBy: { field: STARTED_AT, direction: ASC }) {
            nodes { id }
          } }`,
        }),
      });
      const { data } = (await response.json()) as { data: { callSessions: { nodes: Row[] } } };
      expect(told.calls.length).toBeGreaterThan(0);
      expect(told.calls.map(({ id }) => id)).toEqual(data.callSessions.nodes.map(({ id }) => id));
      expect(countTokens(text)).toBeLessThan(2000);
    } finally {
      await kept.close();
    }
  });

  it('say so where nobody knows whether a write was done', async () => {
    served.demo.vendors.bitrix24.server.fault({
      fault: { kind: 'reset-after' },
      operation: 'externalCall.register',
      times: 1,
    });
    const { text } = await ask(await connect(), 'register_call', {
      ...{ provider: 'portal', extension: '101', number: '+441134960124', direction: 'INBOUND', externalId: 'x-2' },
    });
    expect(text).toContain('ExternalCallOutcomeUnknown');
    const writes = served.demo.vendors.bitrix24.server.exchanges.filter(({ operation }) => /register/i.test(operation));
    expect(writes.filter(({ request }) => request.body.includes('441134960124'))).toHaveLength(1);
  });

  it('write a call of another system, where scope and settings allow', async () => {
    const client = await connect();
    const registered = await ask(client, 'register_call', {
      ...{ provider: 'portal', extension: '101', number: '+441134960123', direction: 'INBOUND', externalId: 'x-1' },
    });
    expect(registered.told).toMatchObject({ what: 'RegisteredExternalCall', problems: [] });
    const { callId } = registered.told as unknown as { callId: string };
    const input = { provider: 'portal', callId, extension: '101', durationSeconds: 12, isAnswered: true };
    const finished = await ask(client, 'finish_call', input);
    expect(finished.told).toMatchObject({ what: 'FinishedExternalCall' });
    const found = await ask(client, 'call', { id: finished.told['call'] as string });
    expect(found.told).toMatchObject({ provider: 'portal', durationSeconds: 12 });
  });
});

describe('a provider that fails', () => {
  it('is named, and the calls of the others are shown', async () => {
    const other = await startServedDemo({ count: 20 });
    try {
      other.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 500 } });
      const { told } = await ask(await connect(all, other.url), 'find_calls');
      expect(told.calls.length).toBeGreaterThan(0);
      expect(told.problems).toEqual([expect.stringMatching(/^tracking: /)]);
    } finally {
      await other.close();
    }
  });
});

describe('a server that is a part of a supergraph', () => {
  it('answers the tools that go by ids, though its own graph has no nodes', async () => {
    const other = await startServedDemo({ count: 20 }, { more: { federation: true } });
    try {
      const client = await connect(all, other.url);
      const { told: list } = await ask(client, 'find_calls', { isRecorded: true, provider: 'pbx', limit: 1 });
      const [{ id }] = list.calls as [Row];
      const { told } = await ask(client, 'call', { id });
      expect(told).toMatchObject({ id, provider: 'pbx', problems: [] });
      const [recording] = told['recordings'] as [Row];
      expect((await ask(client, 'recording', { id: recording.id })).told).toMatchObject({
        isAvailable: true,
        call: id,
      });
    } finally {
      await other.close();
    }
  });
});

describe('a server that answers listed operations only', () => {
  it('answers the tools, whose operations are its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-mcp-'));
    const file = join(folder, 'operations.json');
    writeFileSync(file, JSON.stringify({ one: 'query One { providers { key } }' }));
    const more = { auth: { mode: 'keys', keys: [reader.entry] }, documents: { file, only: true } };
    const other = await startServedDemo({ count: 20 }, { more });
    try {
      const { told } = await ask(await connect(reader, other.url), 'find_calls', { provider: 'pbx' });
      expect(told.calls.length).toBeGreaterThan(0);
    } finally {
      await other.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('/mcp', () => {
  const post = (body: unknown, headers: Record<string, string> = all.headers) =>
    fetch(`${served.url}/mcp`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const listing = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

  it('asks for a key as the graph does', async () => {
    const response = await post(listing, {});
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('answers no page of another origin', async () => {
    const response = await post(listing, { ...all.headers, origin: 'https://evil.example.com' });
    expect(response.status).toBe(403);
  });

  it('answers arrays, notifications and other versions of the protocol as the protocol has it', async () => {
    const both = await post([listing, { ...listing, id: 2 }]);
    expect(((await both.json()) as { id: number }[]).map(({ id }) => id).sort()).toEqual([1, 2]);
    expect((await post({ jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
    const other = await post(listing, { ...all.headers, 'mcp-protocol-version': '1999-01-01' });
    expect([other.status, await other.text()]).toEqual([400, expect.stringContaining('Unsupported protocol version')]);
  });

  it('answers a request that the same array cancels', async () => {
    const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } };
    const call = { name: 'find_calls', arguments: { limit: 1 } };
    const answer = await post([{ jsonrpc: '2.0', id: 7, method: 'tools/call', params: call }, cancelled]);
    expect(await answer.json()).toMatchObject({ id: 7 });
    expect((await post(cancelled)).status).toBe(202);
  }, 5000);

  it('refuses what says that it will be too large before it has come, and calls nothing a failure that breaks off', async () => {
    const before = lines.length;
    const send = (length: number) =>
      sendRequest(`${served.url}/mcp`, {
        method: 'POST',
        headers: { ...all.headers, 'content-type': 'application/json', 'content-length': length },
      }).on('error', () => {});
    const large = send(1_000_000_000_000);
    large.write('{');
    const [answer] = (await once(large, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(413);
    large.destroy();
    const half = send(1000);
    half.write('{"jsonrpc"');
    await expect.poll(() => served.inFlight()).toBe(1);
    half.destroy();
    await expect.poll(() => served.inFlight()).toBe(0);
    expect(lines.slice(before).filter(({ message }) => message.includes('fail'))).toEqual([]);
  });

  it('has no stream to listen to', async () => {
    const response = await fetch(`${served.url}/mcp`, { headers: { ...all.headers, accept: 'text/event-stream' } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['half of a message', '{', 400, /-32700.*not JSON/],
    ['what is no message', 'null', 400, /-32600.*no message of JSON-RPC 2\.0/],
    ['deep nesting', `${'['.repeat(40_000)}${']'.repeat(40_000)}`, 400, /-32600.*no message of JSON-RPC 2\.0/],
    ['an id that is null', [{ ...listing, id: null }], 400, /no message of JSON-RPC 2\.0.* `id`/],
    ['an empty array', [], 400, /no message in it/],
    ['the same id twice', [listing, listing], 400, /have the same id/],
    ['eleven messages', Array.from({ length: 11 }, (_, id) => ({ ...listing, id })), 400, /At most 10 messages/],
    ['100 kB', `"${'x'.repeat(100_001)}"`, 413, /100000 bytes/],
    ['20 MB', `"${'x'.repeat(20_000_000)}"`, 413, /100000 bytes/],
  ])('refuses %s', async (_what, body, status, message) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(message);
  });
});
