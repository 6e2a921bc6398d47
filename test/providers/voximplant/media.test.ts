import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import type { MediaKey } from '../../../src/domain/media.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import type { Recording } from '../../../src/domain/recording.ts';
import { createMediaHosts } from '../../../src/providers/voximplant/media/media-hosts.ts';
import type { KeptRow } from '../../../src/providers/voximplant/calls/row.ts';
import { readTranscript } from '../../../src/providers/voximplant/media/read-transcript.ts';
import { toTranscriptText } from '../../../src/providers/transcripts/to-text.ts';
import { FULL_SELECTION } from '../../../src/domain/call-selection.ts';
import { listAll } from '../../conformance/read-list.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { startAccount, unhurried } from './account.ts';

const RECENT = { from: DATA_SETS_END - 20 * DAY_MS, to: DATA_SETS_END };

const recorded = async (provider: Provider, fits: (link: string, recording: Recording) => boolean = () => true) => {
  const calls = await listAll(provider, { range: RECENT, selection: FULL_SELECTION });
  for (const call of calls) {
    for (const recording of call.recordings ?? []) {
      const link = (recording.row as { record_url?: string }).record_url ?? '';
      if (recording.isAvailable && fits(link, recording)) return { call, recording };
    }
  }
  throw new Error('no such recording in the data set');
};

const keyOf = (kind: MediaKey['kind'], call: CallSession, nativeId: string): MediaKey => ({
  kind,
  nativeId,
  session: call,
});

describe('files of a Voximplant account', () => {
  it('opens a secure recording with the token in a header, in parts, looking its place up once', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const { call, recording } = await recorded(provider, (link) => link.includes('-secure/'));
    const key = keyOf('recording', call, recording.nativeId);
    vendor.server.resetCounts();
    for (const range of ['bytes=0-9', 'bytes=10-19']) {
      const part = await provider.openMedia!(key, { method: 'GET', range }, unhurried());
      expect(part).toMatchObject({ status: 206, contentType: 'audio/wav', contentLength: 10, acceptsRanges: true });
      expect((await buffer(part!.body)).length).toBe(10);
    }
    expect(vendor.server.count()).toBe(1);
    const files = vendor.server.exchanges.filter(({ purpose }) => purpose === 'media');
    expect(files.map(({ request }) => request.headers['authorization']?.slice(0, 9))).toEqual([
      'Bearer ey',
      'Bearer ey',
    ]);
  });

  it.each([
    ['a recording', 'recording'],
    ['a transcript', 'transcript'],
  ] as const)('opens %s at once after the clock was set, as by a sleep', async (_, kind) => {
    const clock = createFakeClock(DATA_SETS_END);
    const { vendor, createProvider } = await startAccount({ now: clock.now });
    const provider = createProvider();
    const open = (key: MediaKey) => provider.openMedia!(key, { method: 'HEAD' }, unhurried());
    const { call, recording } = await recorded(
      provider,
      (link, { transcript }) => link.includes('-secure/') && transcript?.canOpen === true,
    );
    const key = keyOf(kind, call, recording.nativeId);
    expect(await open(key)).toMatchObject({ status: 200 });
    // The monotonic clock stands still in a sleep: by it, the token is as good as new.
    clock.advance(120_000);
    vendor.server.resetCounts();
    expect(await open(key)).toMatchObject({ status: 200 });
    const files = vendor.server.exchanges.filter(({ purpose }) => purpose === 'media');
    expect(files.map(({ status }) => status)).toEqual([403, 200]);
  });

  it('reads transcripts at once after the clock was set', async () => {
    const clock = createFakeClock(DATA_SETS_END);
    const { createProvider } = await startAccount({ now: clock.now });
    const provider = createProvider();
    const calls = await listAll(provider, { range: RECENT, selection: FULL_SELECTION });
    const said = calls
      .flatMap(({ recordings }) => recordings ?? [])
      .filter(({ row, transcript }) => transcript?.canOpen === true && JSON.stringify(row).includes('-secure/'))
      .slice(0, 4);
    const before = await provider.getTranscripts!(said, unhurried());
    expect(before).toEqual(said.map(() => expect.any(String) as string));
    clock.advance(120_000);
    // Several are asked for at once, and each is refused.
    expect(await provider.getTranscripts!(said, unhurried())).toEqual(before);
  });

  it('asks once for a file that is refused whatever the token', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const { call, recording } = await recorded(provider, (link) => link.includes('-secure/'));
    const key = keyOf('recording', call, recording.nativeId);
    await provider.openMedia!(key, { method: 'HEAD' }, unhurried());
    vendor.server.resetCounts();
    vendor.server.fault({ fault: { kind: 'status', status: 403 } });
    await expect(provider.openMedia!(key, { method: 'HEAD' }, unhurried())).rejects.toMatchObject({
      kind: 'unauthorized',
    });
    expect(vendor.server.exchanges).toHaveLength(1);
  });

  it('sends no token for an open link', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const { call, recording } = await recorded(provider, (link) => !link.includes('-secure/'));
    const opened = await provider.openMedia!(
      keyOf('recording', call, recording.nativeId),
      { method: 'HEAD' },
      unhurried(),
    );
    expect(opened?.status).toBe(200);
    const file = vendor.server.exchanges.find(({ purpose }) => purpose === 'media');
    expect(file?.request.headers).not.toHaveProperty('authorization');
  });

  it('opens transcripts and logs', async () => {
    const { createProvider } = await startAccount();
    const provider = createProvider();
    const calls = await listAll(provider, { range: RECENT, selection: FULL_SELECTION });
    const call = calls.find(({ recordings }) => recordings?.some(({ transcript }) => transcript?.canOpen === true))!;
    const recording = call.recordings!.find(({ transcript }) => transcript?.canOpen === true)!;
    const textOf = async (key: MediaKey) => {
      const opened = await provider.openMedia!(key, { method: 'GET' }, unhurried());
      return opened && (await buffer(opened.body)).toString();
    };
    expect(await textOf(keyOf('transcript', call, recording.nativeId))).toMatch(
      /^Right 00:00:00 - 00:0\d:\d\d : Thank you/,
    );
    expect(await textOf(keyOf('log', call, call.nativeId))).toMatch(/^session log/);
    expect(await textOf(keyOf('transcript', call, '404'))).toBeNull();
  });

  it('answers null for a recording that was deleted while its row was kept', async () => {
    const { createProvider } = await startAccount();
    const provider = createProvider();
    const calls = await listAll(provider, { selection: FULL_SELECTION });
    const call = calls.find(({ recordings }) => recordings?.some(({ isAvailable }) => !isAvailable))!;
    const gone = call.recordings!.find(({ isAvailable }) => !isAvailable)!;
    expect(
      await provider.openMedia!(keyOf('recording', call, gone.nativeId), { method: 'GET' }, unhurried()),
    ).toBeNull();
  });

  it('fetches nothing from a host that nobody declared, and says which it was', async () => {
    const { vendor, createProvider } = await startAccount({ hasExamples: true });
    const provider = createProvider();
    const session = { nativeId: '4202753936', startedAt: Date.UTC(2024, 4, 29) };
    const key: MediaKey = { kind: 'recording', nativeId: '4202252234', session };
    await expect(provider.openMedia!(key, { method: 'GET' }, unhurried())).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('its host is none of those') as string,
      detail: 'https://storage-gw-ru-02.voximplant.com',
    });
    expect(vendor.server.exchanges.filter(({ purpose }) => purpose === 'media')).toEqual([]);
  });

  it('follows no redirect to another host', async () => {
    const stranger = await startStranger();
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const { call, recording } = await recorded(provider, (link) => link.includes('-secure/'));
    vendor.server.fault({
      fault: { kind: 'status', status: 302, headers: { location: `${stranger.url}/voximplant-records-secure/x` } },
      operation: 'voximplant-records',
    });
    const opening = provider.openMedia!(keyOf('recording', call, recording.nativeId), { method: 'GET' }, unhurried());
    await expect(opening).rejects.toMatchObject({ kind: 'misconfigured' });
    expect(stranger.requests).toEqual([]);
  });

  it('says that a file is refused without saying where it is', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const { call, recording } = await recorded(provider);
    vendor.server.fault({ fault: { kind: 'status', status: 403 }, operation: 'voximplant-records' });
    const error: unknown = await provider.openMedia!(
      keyOf('recording', call, recording.nativeId),
      { method: 'GET' },
      unhurried(),
    ).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'unauthorized' });
    expect(String(error)).not.toContain(vendor.server.url);
  });

  it.each([
    [{ error: { code: 100, msg: 'Authorization failed.' } }, { kind: 'unauthorized', code: '100' }],
    [{ error: { code: 2, msg: 'Internal error.' } }, { kind: 'unavailable', code: '2' }],
    [{ result: 1 }, { kind: 'unreadable', message: expect.stringContaining('JSON instead of sound') as string }],
  ])('takes no refusal that comes as a success for a recording: %j', async (body, expected) => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const { call, recording } = await recorded(provider);
    vendor.server.fault({ fault: { kind: 'status', status: 200, body }, operation: 'voximplant-records' });
    for (const range of [undefined, 'bytes=0-'])
      await expect(
        provider.openMedia!(keyOf('recording', call, recording.nativeId), { method: 'GET', range }, unhurried()),
      ).rejects.toMatchObject(expected);
  });

  it.each([
    { error: { code: 501, msg: 'The file is not found.' } },
    { error: { code: 341, msg: 'The record is not found.' } },
    '<html><body>Please log in</body></html>',
  ])('answers null for a recording that is not there, though the answer says that all is well: %j', async (body) => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const { call, recording } = await recorded(provider);
    vendor.server.fault({ fault: { kind: 'status', status: 200, body }, operation: 'voximplant-records' });
    const key = keyOf('recording', call, recording.nativeId);
    expect(await provider.openMedia!(key, { method: 'GET' }, unhurried())).toBeNull();
  });

  it('hands a transcript on that is JSON itself, and no refusal in its place', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const calls = await listAll(provider, { range: RECENT, selection: FULL_SELECTION });
    const call = calls.find(({ recordings }) => recordings?.some(({ transcript }) => transcript?.canOpen === true))!;
    const recording = call.recordings!.find(({ transcript }) => transcript?.canOpen === true)!;
    const open = async (body: object) => {
      vendor.server.fault({ fault: { kind: 'status', status: 200, body }, operation: 'voximplant-records' });
      const opened = await provider.openMedia!(
        keyOf('transcript', call, recording.nativeId),
        { method: 'GET' },
        unhurried(),
      );
      const chunks: Uint8Array[] = [];
      for await (const chunk of opened!.body) chunks.push(chunk);
      return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
    };
    for (const words of ['Hello.', 'Hello. '.repeat(20_000)]) expect(await open([{ words }])).toEqual([{ words }]);
    await expect(open({ error: { code: 104, msg: 'Not allowed.' } })).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('keeps its row as plain data', async () => {
    const { createProvider } = await startAccount();
    const [call] = await listAll(createProvider(), { range: RECENT });
    expect(JSON.parse(JSON.stringify(call!.row))).toEqual(call!.row);
    expect((call!.row as KeptRow).timeZone).toBe('Etc/GMT');
  });
});

describe('hosts that files come from', () => {
  const cloud = createMediaHosts({ baseUrl: 'https://api.voximplant.com/platform_api' });

  it.each([
    'https://voximplant.com.example.net/a',
    'https://evilvoximplant.com/a',
    'http://storage.voximplant.com/a',
    'https://169.254.169.254/latest',
    'file:///etc/passwd',
  ])('are not %s', async (link) => {
    await expect(cloud.check(new URL(link))).rejects.toThrow(/none of those/);
  });

  it("are Voximplant's cloud only where the API is there, and those that the settings name", async () => {
    const own = createMediaHosts({ baseUrl: 'https://gate.example.com/api', mediaHosts: ['files.example.com'] });
    await own.check(new URL('https://files.example.com/x'));
    await own.check(new URL('https://gate.example.com/x'));
    await expect(own.check(new URL('https://storage.voximplant.com/x'))).rejects.toThrow(/none of those/);
  });

  it('get the token for secure files only, and none where only mediaHosts names them', () => {
    const mediaHosts = ['*.voximplant.com', 'cdn.example.com', 'gate.example.com'];
    const hosts = createMediaHosts({
      baseUrl: 'https://api.voximplant.com',
      mediaHosts,
      mediaTokenHosts: ['gate.example.com'],
    });
    const getsToken = (host: string, store = 'voximplant-records-secure') =>
      hosts.getsToken(new URL(`https://${host}/${store}/a.mp3`));
    expect(['storage.voximplant.com', 'gate.example.com', 'cdn.example.com'].map((host) => getsToken(host))).toEqual([
      true,
      true,
      false,
    ]);
    expect(getsToken('storage.voximplant.com', 'voximplant-records')).toBe(false);
  });

  it.each([
    ['mediaHosts', undefined],
    ['mediaTokenHosts', expect.stringMatching(/^Bearer ey/) as string],
  ])('fetch a secure file with the token only where it belongs: named in %s', async (setting, authorization) => {
    const other = await startStranger();
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider({ [setting]: [new URL(other.url).host] });
    const { call, recording } = await recorded(provider, (link) => link.includes('-secure/'));
    const headers = { location: `${other.url}/voximplant-records-secure/x.mp3` };
    vendor.server.fault({ fault: { kind: 'status', status: 302, headers }, operation: 'voximplant-records' });
    await provider.openMedia!(keyOf('recording', call, recording.nativeId), { method: 'GET' }, unhurried());
    const first = vendor.server.exchanges.find(({ purpose }) => purpose === 'media');
    expect(first?.request.headers['authorization']).toMatch(/^Bearer ey/);
    expect(other.requests.map((request) => request.headers.authorization)).toEqual([authorization]);
  });
});

async function startStranger(): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    response.end('gotcha');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

describe('a transcript of Voximplant', () => {
  const textOf = (file: string) => toTranscriptText(readTranscript(file), { isCut: false });

  it('is read as the vendor documents it, whatever its scenario calls the sides', () => {
    const file =
      'Left 00:00:03 - 00:00:05 : Hello, this is a transcription test.\r\nThe agent 01:00:15 - 01:00:23 : At 10:00 - 11:00 : we are closed.\n';
    expect(textOf(file)).toBe(
      '00:00:03 Left: Hello, this is a transcription test.\n01:00:15 The agent: At 10:00 - 11:00 : we are closed.',
    );
  });

  it('keeps lines of another form as what was said', () => {
    expect(textOf('\nHello.\n 00:00:03 - 00:00:05 : Nobody named.\n')).toBe('Hello.\n00:00:03 Nobody named.');
  });

  it('is done with two megabytes of any sort', () => {
    for (const unit of [' ', '0', ' 00:00:00', ' 00:00:00 - ', 'a\n'])
      expect(textOf(unit.repeat(2 ** 21 / unit.length)).length).toBeGreaterThanOrEqual(0);
  });

  it('is no text where its scenario wants JSON, and the refusals of the vendor in JSON are refusals', async () => {
    const { vendor, createProvider } = await startAccount();
    const provider = createProvider();
    const calls = await listAll(provider, { range: RECENT, selection: FULL_SELECTION });
    const recording = calls
      .flatMap(({ recordings }) => recordings ?? [])
      .find(({ transcript }) => transcript?.canOpen === true)!;
    const read = async (body: object) => {
      const headers = { 'content-type': 'application/json' };
      vendor.server.fault({ fault: { kind: 'status', status: 200, headers, body }, operation: 'voximplant-records' });
      const [slot] = await provider.getTranscripts!([recording], unhurried());
      vendor.server.clearFaults();
      return slot;
    };
    expect(await read({ words: [] })).toMatchObject({ kind: 'unsupported' });
    expect(await read({ error: { code: 100, msg: 'no' } })).toMatchObject({ kind: 'unauthorized' });
    expect(await read({ error: { code: 501, msg: 'gone' } })).toBeNull();
  });
});
