import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Stopped } from '../../src/cli/close-on-signals.ts';
import { explainFailure } from '../../src/cli/explain-failure.ts';
import { type ExportWishes, exportCalls } from '../../src/cli/export/export-calls.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import type { Ask } from '../../src/domain/ask.ts';
import { schema } from '../../src/schema.ts';
import { MONOTONIC_TIMER } from '../../src/time/timer.ts';
import { askServed } from './ask-served.ts';
import { framesOf, readCsv } from './read-export.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';

let served: ServedDemo;
let folder = '';
beforeAll(async () => {
  served = await startServedDemo({ count: 90 });
});
afterAll(() => served.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-export-'));
});
afterEach(() => {
  for (const vendor of Object.values(served.demo.vendors)) vendor.server.clearFaults();
  rmSync(folder, { recursive: true });
});

const askServer = askServed(() => served.url);

/** Waits for nothing, or not for long. */
const TIMER = { ...MONOTONIC_TIMER, wait: (_ms: number, signal: AbortSignal) => MONOTONIC_TIMER.wait(1, signal) };

type Run = { readonly ask?: Ask; readonly signal?: AbortSignal; readonly pageSize?: number };

async function run(wishes: Partial<ExportWishes> & { readonly out: string }, more: Run = {}) {
  const [told, rows]: [string[], Buffer[]] = [[], []];
  const exitCode = await exportCalls(
    { format: 'ndjson', ...wishes },
    {
      ...{ ask: askServer, schema, sources: 'the demo', pageSize: 30, now: () => DATA_SETS_END, timer: TIMER },
      output: new Writable({
        write(chunk: Buffer, _encoding, done) {
          rows.push(chunk);
          done();
        },
      }),
      screen: { isTerminal: false, write: (text) => void told.push(text) },
      signal: new AbortController().signal,
      ...more,
    },
  );
  return { exitCode, told: told.join(''), output: Buffer.concat(rows).toString() };
}

type Row = Readonly<Record<string, unknown>> & { readonly nativeId: string; readonly providerKey: string };
const rowsIn = (text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
const nameOf = ({ providerKey, nativeId }: Row): string => `${providerKey} ${nativeId}`;

/** Every call of every vendor, by name. */
const truth = (): string[] =>
  Object.values(served.demo.vendors)
    .flatMap((vendor) => vendor.truth().map(({ nativeId }) => `${String(vendor.settings.id)} ${nativeId}`))
    .sort();

const parseCsv = (text: string) => Array.fromAsync(readCsv([text]));

const unpack = { '.gz': gunzipSync, '.zst': (file: Buffer) => Buffer.concat([...framesOf(file)]) } as const;

describe('an export', () => {
  it('is every call once, in the order of the timeline, as lines of JSON', async () => {
    const out = join(folder, 'calls.ndjson');
    const { exitCode, told } = await run({ out });
    const rows = rowsIn(readFileSync(out, 'utf8'));
    expect(rows.map(nameOf).sort()).toEqual(truth());
    const starts = rows.map(({ startedAt }) => startedAt as string);
    expect(starts).toEqual([...starts].sort().reverse());
    expect(Object.keys(rows[0]!).slice(0, 3)).toEqual(['id', 'providerKey', 'nativeId']);
    expect(rows.some(({ customerNumber }) => typeof customerNumber === 'string')).toBe(true);
    expect(exitCode).toBe(0);
    expect(told).toMatch(/3\d\d calls, nothing is missing: desk \d+, pbx \d+, portal \d+, tracking \d+\n$/);
    expect(existsSync(`${out}.checkpoint`)).toBe(false);
  });

  it('is the same in every format, and compressed as the name says', async () => {
    const files = { ndjson: join(folder, 'a'), csv: join(folder, 'b'), parquet: join(folder, 'c') };
    for (const [format, out] of Object.entries(files)) await run({ out, format: format as 'csv' });
    for (const extension of ['.gz', '.zst'] as const) {
      const packed = join(folder, `a.ndjson${extension}`);
      await run({ out: packed });
      expect(unpack[extension](readFileSync(packed)).toString()).toBe(readFileSync(files.ndjson, 'utf8'));
    }
    const rows = rowsIn(readFileSync(files.ndjson, 'utf8'));
    const table = await parseCsv(readFileSync(files.csv, 'utf8'));
    expect(table[0]).toEqual(Object.keys(rows[0]!));
    const asText = (value: unknown) =>
      value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    expect(table.slice(1)).toEqual(rows.map((row) => Object.values(row).map(asText)));
    const read = await parquetReadObjects({ file: await asyncBufferFromFile(files.parquet) });
    const moments = ['startedAt', 'endedAt'];
    expect(read).toEqual(
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            moments.includes(name) && value !== null ? new Date(value as string) : value,
          ]),
        ),
      ),
    );
    expect(existsSync(`${files.parquet}.rows`)).toBe(false);
    expect(Object.values(files).map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  });

  it('has what was said in the recordings of each call where a query file asks for it', async () => {
    const [query, out] = [join(folder, 'said.graphql'), join(folder, 'said.ndjson')];
    writeFileSync(query, 'fragment Said on CallSession { providerKey nativeId recordings { transcript { text } } }');
    const { exitCode } = await run({ out, query });
    const rows = rowsIn(readFileSync(out, 'utf8'));
    expect(exitCode).toBe(0);
    expect(Object.keys(rows[0]!)).toEqual(['providerKey', 'nativeId', 'recordings']);
    const saying = rows.filter((row) => /Thank you for calling/.test(JSON.stringify(row['recordings'])));
    expect(new Set(saying.map(({ providerKey }) => providerKey))).toEqual(new Set(['desk', 'pbx']));
  });

  it('tells its progress now and then: how many of which provider, how many a second, how much is left', async () => {
    let now = 0;
    const timer = { ...TIMER, elapsed: () => now };
    const ask: Ask = (query, variables) => {
      now += 1000;
      return askServer(query, variables);
    };
    const { told } = await run({ out: join(folder, 'calls.ndjson') }, { ask, timer } as Run);
    const lines = told.split('\n').slice(0, -2);
    // 13 pages, a second each, are told every five.
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(
      /portal .* {2}180 calls {2}30 a second {2}at 2026-\d\d-\d\d {2}[\d.]+ % {2}about \d+ seconds left$/,
    );
  });

  it('has the columns that a query file names', async () => {
    const query = join(folder, 'columns.graphql');
    writeFileSync(
      query,
      `fragment Mine on CallSession { when: startedAt customer { ...Who } details { ... on VoximplantSession { vendorId: callSessionHistoryId } } legs { outcome } }
       fragment Who on Party { e164 }`,
    );
    const out = join(folder, 'calls.ndjson');
    writeFileSync(join(folder, 'filter.yaml'), 'providers: [pbx]\noutcome: [ANSWERED]\n');
    await run({ out, query, filter: join(folder, 'filter.yaml') });
    const [row] = rowsIn(readFileSync(out, 'utf8'));
    expect(Object.keys(row!)).toEqual(['when', 'customerE164', 'detailsVendorId', 'legs']);
    expect(row!['legs']).toContainEqual({ outcome: 'ANSWERED' });
  });

  it('goes to standard output with nothing beside it', async () => {
    const { output } = await run({ out: '-', format: 'csv' });
    expect(await parseCsv(output)).toHaveLength(truth().length + 1);
  });

  it('is narrowed by days', async () => {
    const out = join(folder, 'calls.ndjson');
    await run({ out, from: '2026-02-01T00:00:00Z', to: '2026-02-08T00:00:00Z' });
    const starts = rowsIn(readFileSync(out, 'utf8')).map(({ startedAt }) => startedAt as string);
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.every((start) => start >= '2026-02-01' && start < '2026-02-08')).toBe(true);
  });
});

describe('an export that is ended', () => {
  // As lines of JSON, and killed as a process, in killed.full.test.ts.
  it.each(['csv', 'parquet'] as const)('goes on without a gap or a repeat, as %s', async (format) => {
    const [whole, out] = [join(folder, 'whole'), join(folder, 'calls')];
    await run({ out: whole, format });
    for (const pages of [3, 4]) {
      let asked = 0;
      // Each page is saved, since every page takes longer than a while.
      const timer = { ...TIMER, elapsed: () => (asked += 1) * 10_000 };
      const dying: Ask = (query, variables) =>
        asked > pages * 2 ? Promise.reject(new Error('killed')) : askServer(query, variables);
      await expect(run({ out, format }, { ask: dying, timer } as Run)).rejects.toThrow('killed');
      // What was on its way when it was killed.
      appendFileSync(format === 'parquet' ? `${out}.rows` : out, 'half a ro');
    }
    expect((await run({ out, format })).exitCode).toBe(0);
    expect(readFileSync(out).equals(readFileSync(whole))).toBe(true);
  });

  it('says where it goes on when it is stopped, and ends as a stopped program does', async () => {
    const out = join(folder, 'calls.ndjson');
    const stopping = new AbortController();
    let asked = 0;
    const ask: Ask = (query, variables) => {
      if ((asked += 1) === 4) stopping.abort(new Stopped('SIGINT'));
      return askServer(query, variables);
    };
    const timer = { ...TIMER, elapsed: () => asked * 10_000 };
    const { exitCode, told } = await run({ out }, { ask, timer, signal: stopping.signal } as Run);
    expect(told).toMatch(/Stopped after \d+ calls: the same command goes on from there\.\n$/);
    expect(exitCode).toBe(130);
    expect((await run({ out })).exitCode).toBe(0);
    expect(rowsIn(readFileSync(out, 'utf8')).map(nameOf).sort()).toEqual(truth());
  });

  it('has everything that it wrote in its checkpoint when it is stopped, however short it ran', async () => {
    const out = join(folder, 'calls.csv');
    const stopping = new AbortController();
    let asked = 0;
    // The count of all, two pages, and the page on whose way it is stopped.
    const ask: Ask = (query, variables) => {
      if ((asked += 1) === 4) stopping.abort(new Stopped('SIGTERM'));
      return askServer(query, variables);
    };
    const { exitCode, told } = await run({ out, format: 'csv' }, { ask, signal: stopping.signal });
    expect(told).toMatch(/Stopped after 60 calls: the same command goes on from there\.\n$/);
    expect(exitCode).toBe(143);
    expect(await parseCsv(readFileSync(out, 'utf8'))).toHaveLength(61);
    let pages = 0;
    const countPages: Ask = (query, variables) => {
      if (query.includes('ExportCalls')) pages += 1;
      return askServer(query, variables);
    };
    expect((await run({ out, format: 'csv' }, { ask: countPages })).exitCode).toBe(0);
    expect(pages).toBe(Math.ceil((truth().length - 60) / 30));
    expect(await parseCsv(readFileSync(out, 'utf8'))).toHaveLength(truth().length + 1);
  });

  it('leaves whole rows in a stream that is stopped, and says that none can be gone on with', async () => {
    const stopping = new AbortController();
    let asked = 0;
    const ask: Ask = (query, variables) => {
      if ((asked += 1) === 4) stopping.abort(new Stopped('SIGINT'));
      return askServer(query, variables);
    };
    const { exitCode, told, output } = await run({ out: '-' }, { ask, signal: stopping.signal });
    expect(rowsIn(output)).toHaveLength(60);
    expect(told).toMatch(/Stopped after 60 calls: a stream cannot be gone on with, name a file with --out\.\n$/);
    expect(exitCode).toBe(130);
  });

  it('is the same export in whatever order its options are typed', async () => {
    const out = join(folder, 'calls.ndjson');
    const [from, to] = ['2026-02-01T00:00:00Z', '2026-02-08T00:00:00Z'];
    await expect(run({ out, from, to }, { ask: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed');
    expect((await run({ to, from, out })).exitCode).toBe(0);
  });

  it('is no other export', async () => {
    const out = join(folder, 'calls.csv');
    await expect(run({ out }, { ask: () => Promise.reject(new Error('killed')) })).rejects.toThrow();
    await expect(run({ out, format: 'csv' })).rejects.toThrow(/calls\.csv\.checkpoint is of another export/);
  });

  it.each([
    ['another filter', { filter: 'outcome: [ANSWERED]' }, {}, /is of another export, with other options, filter or/],
    ['other columns', { query: 'fragment A on CallSession { id }' }, {}, /is of another export, with other options/],
    ['other phone systems', {}, { sources: 'others' }, /of other phone systems than these settings name/],
  ])('is not gone on with by a command with %s', async (_what, files, more, message) => {
    const out = join(folder, 'calls.ndjson');
    const paths = { filter: join(folder, 'f.yaml'), query: join(folder, 'q.graphql') };
    writeFileSync(paths.filter, 'outcome: [MISSED]');
    writeFileSync(paths.query, 'fragment A on CallSession { startedAt }');
    await expect(run({ out, ...paths }, { ask: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed');
    for (const [name, text] of Object.entries(files)) writeFileSync(paths[name as 'filter'], text);
    await expect(run({ out, ...paths }, more as Run)).rejects.toThrow(message);
  });

  it('does not write over a file that is none of its own', async () => {
    const out = join(folder, 'calls.csv');
    writeFileSync(out, 'precious');
    await expect(run({ out, format: 'csv' })).rejects.toThrow(/calls\.csv is there already/);
    expect(readFileSync(out, 'utf8')).toBe('precious');
  });
});

describe('a file that cannot be written', () => {
  it('is told by its name, without a stack', async () => {
    const failure = await run({ out: join(folder, 'nowhere', 'calls.csv') }).catch((error: unknown) => error);
    expect(explainFailure(failure)).toEqual({
      message: expect.stringMatching(/nowhere\/calls\.csv cannot be written \(ENOENT\)\.$/) as string,
      exitCode: 1,
    });
  });

  it.each([
    [
      'is shorter than what was written',
      (out: string) => truncateSync(out, 10),
      /has 10 bytes, and its checkpoint knows \d+/,
    ],
    ['is gone', (out: string) => rmSync(out), /is gone, and its checkpoint is not/],
  ])('is not filled up with nothing when it %s', async (_what, harm, message) => {
    const out = join(folder, 'calls.ndjson');
    let asked = 0;
    const timer = { ...TIMER, elapsed: () => (asked += 1) * 10_000 };
    const ask: Ask = (query, variables) =>
      asked > 6 ? Promise.reject(new Error('killed')) : askServer(query, variables);
    await expect(run({ out }, { ask, timer } as Run)).rejects.toThrow('killed');
    harm(out);
    await expect(run({ out })).rejects.toThrow(message);
  });

  it('may be a pipe whose reader goes away', async () => {
    const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const output = new Writable({ write: (_chunk, _encoding, done) => done(closed) });
    await expect(run({ out: '-' }, { output } as Run)).rejects.toThrow('Whoever read the rows has gone.');
  });
});

describe('an export that lacks something', () => {
  it('says what, ends with 3, and fills the gap when it is run again', async () => {
    const out = join(folder, 'calls.ndjson');
    served.demo.vendors.callgear.server.fault({ fault: { kind: 'status', status: 500 } });
    const first = await run({ out });
    expect(first.exitCode).toBe(3);
    expect(first.told).toMatch(/but not all: .*\nMissing:\n {2}tracking: CallGear/);
    const partly = rowsIn(readFileSync(out, 'utf8')).map(nameOf);
    expect(partly.sort()).toEqual(truth().filter((name) => !name.startsWith('tracking ')));
    served.demo.vendors.callgear.server.clearFaults();
    await expect.poll(async () => (await run({ out })).exitCode, { timeout: 20_000, interval: 500 }).toBe(0);
    expect(rowsIn(readFileSync(out, 'utf8')).map(nameOf).sort()).toEqual(truth());
  });
});

describe('what cannot be exported', () => {
  it.each([
    [{ format: 'parquet', out: '-' }, /Parquet file is written from its end/],
    [{ format: 'parquet', out: 'x.parquet.gz' }, /compressed inside/],
    [{ format: 'parquet', out: 'x', follow: true }, /ends once/],
    [{ out: 'x', filter: '/nowhere/f.yaml' }, /--filter: \/nowhere\/f\.yaml cannot be read \(ENOENT\)/],
  ] as const)('%j is refused in words', async (wishes, message) => {
    await expect(run(wishes)).rejects.toThrow(message);
  });

  it.each([
    ['{ providers { key } }', /fragments alone/],
    ['fragment A on CallLeg { id }', /no fragment on CallSession/],
    ['fragment A on CallSession { id } fragment B on CallSession { id }', /several fragments on CallSession, A and B/],
    ['fragment A on CallSession { nothing }', /does not fit the schema: .*nothing/],
    ['fragment A on CallSession { customerNumber: note customer { number } }', /customerNumber and customer\.number/],
    ['fragment', /cannot be read/],
  ])('a query file %j is refused in words', async (text, message) => {
    const query = join(folder, 'query.graphql');
    writeFileSync(query, text);
    await expect(run({ out: join(folder, 'x'), query })).rejects.toThrow(message);
  });

  it('a filter that the graph refuses is told in its words', async () => {
    const filter = join(folder, 'f.json');
    writeFileSync(filter, '{"outcome": ["LOST"]}');
    await expect(run({ out: join(folder, 'x'), filter })).rejects.toThrow(/LOST/);
  });
});
