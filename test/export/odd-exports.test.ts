import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addExportCommand } from '../../src/cli/export/add-export-command.ts';
import { type ExportTools, type ExportWishes, exportCalls } from '../../src/cli/export/export-calls.ts';
import { explainFailure } from '../../src/cli/explain-failure.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import type { Ask } from '../../src/domain/ask.ts';
import { schema } from '../../src/schema.ts';
import { MONOTONIC_TIMER } from '../../src/time/timer.ts';
import { type ServedDemo, startServedDemo } from '../support/start-served-demo.ts';
import { askServed } from './ask-served.ts';

let served: ServedDemo;
let folder = '';
let out = '';
beforeAll(async () => {
  served = await startServedDemo({ count: 20 });
});
afterAll(() => served.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-odd-exports-'));
  out = join(folder, 'calls');
});
afterEach(() => rmSync(folder, { recursive: true }));

const askServer = askServed(() => served.url);

const toolsWith = (ask: Ask): ExportTools => ({
  ...{ ask, schema, sources: 'the demo', pageSize: 30, now: () => DATA_SETS_END, timer: MONOTONIC_TIMER },
  output: new Writable({ write: (_chunk, _encoding, done) => done() }),
  screen: { isTerminal: false, write() {} },
  signal: new AbortController().signal,
});

const run = (wishes: Partial<ExportWishes> = {}, ask = askServer): Promise<number> =>
  exportCalls({ format: 'ndjson', out, ...wishes }, toolsWith(ask));

/** How a failed export is told, and with which exit code. */
const failureOf = (wishes: Partial<ExportWishes>): Promise<unknown> =>
  run(wishes).then(() => 'it did not fail', explainFailure);

const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('two exports of one file at once', () => {
  it('are one: the second is told, and changes nothing', async () => {
    const began = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    const first = run({}, async (query, variables) => {
      began.resolve();
      await going.promise;
      return askServer(query, variables);
    });
    await began.promise;
    expect(await failureOf({})).toEqual({
      message: expect.stringContaining('calls is being written by another export') as string,
      exitCode: 2,
    });
    going.resolve();
    expect(await first).toBe(0);
    expect(readdirSync(folder)).toEqual(['calls']);
    expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(
      Object.values(served.demo.vendors).reduce((sum, vendor) => sum + vendor.truth().length, 0),
    );
  });
});

describe('an export whose question is refused', () => {
  it('leaves nothing that the next one has to be told of', async () => {
    const filter = write('f.yaml', 'outcome: [LOST]');
    for (const format of ['ndjson', 'parquet'] as const) {
      expect(await failureOf({ filter, format })).toMatchObject({ exitCode: 1 });
      expect(readdirSync(folder)).toEqual(['f.yaml']);
    }
    write('f.yaml', 'outcome: [ANSWERED]');
    expect(await run({ filter })).toBe(0);
  });

  it.each([
    ['startedAt: 5', /startedAt in .* must have fields/],
    ['startedAt: [2026-01-01]', /startedAt in .* must have fields/],
    ['a: &a [*a]', /neither YAML nor JSON/],
    ['{{{', /neither YAML nor JSON: [^\n]*$/],
  ])('is told what is wrong with the filter %j', async (text, message) => {
    const filter = write('f.yaml', text);
    expect(await failureOf({ filter })).toEqual({
      message: expect.stringMatching(message) as string,
      exitCode: 2,
    });
  });

  it('reads no file without an end to its end', async () => {
    expect(await failureOf({ filter: '/dev/zero' })).toMatchObject({
      message: expect.stringContaining('/dev/zero has more than 1000000 bytes.') as string,
    });
  });

  it.each(['legs { id } ... @defer { note }', 'legs @stream { id }'])(
    'waits for everything: its query file has no %s',
    async (fields) => {
      const query = write('q.graphql', `fragment A on CallSession { ${fields} }`);
      expect(await failureOf({ query })).toMatchObject({
        message: expect.stringMatching(/@(defer|stream): leave it out/) as string,
        exitCode: 2,
      });
    },
  );

  it('has days in their order, and the name of a file', async () => {
    const [from, to] = ['2026-05-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'];
    const failures = [await failureOf({ from, to }), await failureOf({ out: '' }), await failureOf({ out: folder })];
    expect(failures).toEqual(
      [
        /--from 2026-05-01\S+ is later than --to 2026-04-01/,
        /--out names no file/,
        /is a folder: name a file in it/,
      ].map((message) => ({ message: expect.stringMatching(message) as string, exitCode: 2 })),
    );
  });
});

it('goes to the end of time where its last day is the last of all', async () => {
  const program = new Command().exitOverride();
  const codes: number[] = [];
  const asked: unknown[] = [];
  const { screen, output, signal, ...graph } = toolsWith((query, variables) => {
    asked.push(variables['filter']);
    return askServer(query, variables);
  });
  addExportCommand(program, {
    ...{ screen, output, signal, setExitCode: (code) => codes.push(code) },
    openGraph: () => Promise.resolve({ ...graph, close: () => Promise.resolve() }),
  });
  await program.parseAsync(['export', '--out', out, '--from', '2020-01-01', '--to', '9999-12-31'], { from: 'user' });
  expect(codes).toEqual([0]);
  expect(asked[0]).toEqual({ startedAt: { from: '2020-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' } });
});

describe.skipIf(!existsSync('/dev/full'))('a disk that is full', () => {
  it.each([
    ['the rows', '.rows'],
    ['the checkpoint', '.checkpoint.next'],
    ['the Parquet file', '.next'],
  ])(
    'is told without a stack when %s cannot be written, and what was written is gone on with',
    async (_what, ending) => {
      symlinkSync('/dev/full', `${out}${ending}`);
      expect(await failureOf({ format: 'parquet' })).toEqual({
        message: expect.stringMatching(/calls(\.rows)? cannot be written \(ENOSPC\)\.$/) as string,
        exitCode: 1,
      });
      expect(existsSync(`${out}${ending}`)).toBe(false);
      expect(await run({ format: 'parquet' })).toBe(0);
      expect(readdirSync(folder)).toEqual(['calls']);
    },
  );
});

describe('a checkpoint that somebody has edited', () => {
  it.each([
    [
      'bytes',
      (bytes: number) => bytes - 5,
      /no row that ends where its checkpoint says.*not the file that was written/,
    ],
    ['begunAt', () => 'yesterday', /no checkpoint of an export/],
    ['cursor', () => 'nonsense', /cursor/i],
  ] as const)('is not gone on with: %s', async (field, change, message) => {
    let asked = 0;
    const dying: Ask = (query, variables) =>
      (asked += 1) > 3 ? Promise.reject(new Error('killed')) : askServer(query, variables);
    const saving = { ...toolsWith(dying), timer: { ...MONOTONIC_TIMER, elapsed: () => asked * 10_000 } };
    await expect(exportCalls({ format: 'ndjson', out }, saving)).rejects.toThrow('killed');
    const checkpoint = JSON.parse(readFileSync(`${out}.checkpoint`, 'utf8')) as Record<string, never>;
    expect(checkpoint['bytes']).toBeGreaterThan(0);
    write('calls.checkpoint', JSON.stringify({ ...checkpoint, [field]: change(checkpoint[field]!) }));
    const before = readFileSync(out);
    expect(await failureOf({})).toMatchObject({ message: expect.stringMatching(message) as string, exitCode: 1 });
    expect(existsSync(`${out}.checkpoint`)).toBe(true);
    expect(readFileSync(out).subarray(0, before.length).equals(before)).toBe(true);
  });
});
