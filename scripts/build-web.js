import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

// npm run build:web: makes dist/web, the console as the server sends it. With --when-changed (before npm start) only where
// it is older than its sources, and not at all where npm ci has left out what it is built with.

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = ['web', 'scripts/build-web.js', 'scripts/console-operations.ts', 'package-lock.json'];
const BUILT = join(ROOT, 'dist/web/index.html');

const LOCK = join(ROOT, 'dist/.building-web');

if (!process.argv.includes('--when-changed')) await alone(build);
else if (existsSync(join(ROOT, 'node_modules/vite')) && isOld()) await alone(() => isOld() && build());

/**
 * One after another: a build empties the folder that another is filling. Tests start several at once.
 * @param {() => unknown} work
 */
async function alone(work) {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  while (!tryLock()) await wait(100);
  try {
    await work();
  } finally {
    rmSync(LOCK, { recursive: true });
  }
}

function tryLock() {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    // A build takes seconds: one that old was killed.
    if (Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 120_000)
      rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

async function build() {
  // Whoever builds, a test or a bench too, what is served is React without its checks for developers.
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  const { licensesOf } = await import('./licenses-of.ts');
  const config = { configFile: join(ROOT, 'web/vite.config.ts'), logLevel: /** @type {const} */ ('warn') };
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (await vite.build(config));
  writeFileSync(join(ROOT, 'dist/web/THIRD-PARTY-LICENSES.txt'), licensesOf(output, join(ROOT, 'web'), 'dist/web/'));
  const { consoleOperations } = await import('./console-operations.ts');
  writeFileSync(join(ROOT, 'dist/web/operations.json'), JSON.stringify(consoleOperations()));
}

function isOld() {
  if (!existsSync(BUILT)) return true;
  const built = statSync(BUILT).mtimeMs;
  return SOURCES.flatMap(filesOf).some((file) => statSync(file).mtimeMs > built);
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  const file = join(ROOT, path);
  if (!statSync(file).isDirectory()) return [file];
  return readdirSync(file, { recursive: true, encoding: 'utf8' }).map((name) => join(file, name));
}
