import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Rolldown, build } from 'vite';
import { licensesOf } from './licenses-of.ts';

// npm run build: makes dist/, which runs without node_modules. What only some need stands in files of their own, loaded when
// they are needed: Postgres, GraphiQL, the demo.

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

const { output } = (await build({
  root: ROOT,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node24',
    outDir: DIST,
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      // The thread of the store is started from a file of its own.
      input: { main: 'src/main.ts', worker: 'src/history/store/sqlite/worker.ts' },
      // A faster client for Postgres that nobody has; pg looks for it in vain.
      external: ['pg-native'],
      // All beside each other: files that are read at run time are found from there.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})) as Rolldown.RolldownOutput;

cpSync(join(ROOT, 'src/server/examples'), join(DIST, 'examples'), { recursive: true });
dropMap('graphiql.js');
for (const { fileName } of output) if (fileName.endsWith('.js')) writeInOneByte(fileName);
writeFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), licensesOf(output, ROOT, 'dist/'));

/** Nobody looks for a mistake in nine megabytes that were packed by others. */
function dropMap(file: string): void {
  rmSync(join(DIST, `${file}.map`));
  const text = readFileSync(join(DIST, file), 'utf8');
  writeFileSync(join(DIST, file), text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
}

/** The engine holds the text of a program for good, with two bytes for each character as soon as one needs them. */
function writeInOneByte(file: string): void {
  const text = readFileSync(join(DIST, file), 'utf8');
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(join(DIST, file), text.replace(/[^\0-\xff]/g, escape));
}

if (!existsSync(join(DIST, 'main.js'))) throw new Error('the build has no main.js');
