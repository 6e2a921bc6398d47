import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SOURCE = join(ROOT, 'src');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();

type Import = { readonly from: string; readonly to: string };

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(SOURCE, from), 'utf8');
  const targets = [...text.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map((match) => match[1]!);
  return targets.map((target) => ({ from, to: relative(SOURCE, resolve(SOURCE, dirname(from), target)) }));
});

/** The floor a file stands on; what may be imported from it. A provider's graph/ stands among the graph. */
const floorOf = (file: string): string => {
  if (/^providers\/[^/]+\/graph\//.test(file)) return 'vendor-graph';
  const [top = ''] = file.split('/');
  return top;
};

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  time: [],
  telemetry: [],
  domain: ['time'],
  transport: ['telemetry', 'time', 'version.ts'],
  'version.ts': [],
  providers: ['transport', 'domain', 'telemetry', 'time'],
  timeline: ['domain', 'time'],
  figures: ['timeline', 'domain', 'time'],
  loaders: ['domain', 'time'],
  history: ['domain', 'telemetry', 'time'],
  export: ['domain', 'time'],
  replicas: ['server', 'history', 'transport', 'time'],
  graph: ['loaders', 'figures', 'timeline', 'domain', 'time'],
  'vendor-graph': ['graph', 'domain', 'time', 'providers'],
  media: ['transport', 'domain', 'time'],
  mcp: ['figures', 'domain', 'time'],
  demo: ['domain', 'time'],
  'schema.ts': ['graph', 'vendor-graph'],
  server: [
    'schema.ts',
    'version.ts',
    'graph',
    'history',
    'media',
    'mcp',
    'loaders',
    'figures',
    'timeline',
    'providers',
    'transport',
    'domain',
    'telemetry',
    'time',
  ],
  cli: [
    'server',
    'schema.ts',
    'history',
    'export',
    'mcp',
    'replicas',
    'demo',
    'providers',
    'transport',
    'domain',
    'telemetry',
    'time',
  ],
  'main.ts': [
    'cli',
    'replicas',
    'server',
    'history',
    'demo',
    'providers',
    'transport',
    'domain',
    'telemetry',
    'time',
    'version.ts',
  ],
};

describe('the floors', () => {
  it('are all known', () => {
    expect(files.map(floorOf).filter((floor) => !(floor in ALLOWED))).toEqual([]);
  });

  it('are imported downwards only', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [floorOf(from), floorOf(to)];
      return own !== other && !ALLOWED[own]!.includes(other);
    });
    expect(wrong).toEqual([]);
  });

  it('keep the providers apart', () => {
    const folderOf = (file: string) => /^providers\/(?!(connection|columns|transcripts)\/)([^/]+)\//.exec(file)?.[1];
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [folderOf(from), folderOf(to)];
      return own !== undefined && other !== undefined && own !== other;
    });
    expect(wrong).toEqual([]);
  });

  it('keep the demo vendors apart from the providers they imitate', () => {
    expect(imports.filter(({ from, to }) => from.startsWith('demo/') && to.startsWith('providers/'))).toEqual([]);
  });

  it('name the four providers in one place each', () => {
    const faces = imports.filter(
      ({ from, to }) => /^providers\/[^/]+\/(index|settings)\.ts$/.test(to) && !from.startsWith('providers/'),
    );
    expect(faces).toEqual([]);
  });

  it('name a kind of provider in its own folder alone', () => {
    const others = files.filter((file) => !/^(providers\/[^/]+\/|demo\/)/.test(file));
    const named = others.filter((file) =>
      /'(bitrix24|callgear|voximplant|zoom-contact-center|zoomContactCenter)'/.test(
        readFileSync(join(SOURCE, file), 'utf8').replaceAll(/^ \* .*/gm, ''),
      ),
    );
    expect(named).toEqual([]);
  });

  it('keep timers and clocks out of the words of the domain', () => {
    const words = files.filter((file) => file.startsWith('domain/'));
    for (const file of words)
      expect(readFileSync(join(SOURCE, file), 'utf8'), file).not.toMatch(
        /setTimeout|setImmediate|setInterval|performance\.|Date\.now|AbortController/,
      );
  });

  it('have no cycles', () => {
    const targets = Map.groupBy(imports, ({ from }) => from);
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')];
      if (done.has(file)) return [];
      const cycles = (targets.get(file) ?? []).flatMap(({ to }) => visit(to, [...path, file]));
      done.add(file);
      return cycles;
    };
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });
});

describe('the provider folders', () => {
  const folders = readdirSync(join(SOURCE, 'providers'), { withFileTypes: true }).filter(
    // The way to a vendor, how its columns are read and how transcripts are written are the same for all.
    (entry) => entry.isDirectory() && !['connection', 'columns', 'transcripts'].includes(entry.name),
  );
  const COMMON = [
    'index.ts',
    'settings.ts',
    'check.ts',
    'README.md',
    'api/client.ts',
    'api/to-error.ts',
    'api/wire.ts',
    'calls/columns.ts',
    'calls/count-calls.ts',
    'calls/filter.ts',
    'calls/get-calls.ts',
    'calls/list-calls.ts',
    'calls/meets-filter.ts',
    'calls/row.ts',
    'calls/to-call-session.ts',
    'calls/to-kept.ts',
    'calls/vendor-filter.ts',
    'directory/directory.ts',
    'graph/index.ts',
    'media/open-media.ts',
    'media/to-recording.ts',
  ];

  it.each(folders.map((folder) => folder.name))('%s answers the same questions in the same files', (folder) => {
    const own = readdirSync(join(SOURCE, 'providers', folder), { recursive: true, encoding: 'utf8' });
    expect(COMMON.filter((file) => !own.includes(file))).toEqual([]);
  });
});

describe('the source', () => {
  it('has no names that say nothing', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|types)\.ts$/.test(file))).toEqual([]);
  });

  it('exports names, and imports files with their ending', () => {
    for (const file of files) {
      const text = readFileSync(join(SOURCE, file), 'utf8');
      expect(text, file).not.toMatch(/^export default/m);
      expect(text, file).not.toMatch(/from '\.[^']*(?<!\.ts|\.json)'/);
    }
  });
});
