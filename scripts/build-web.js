import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

// npm run build:web: makes dist/web, the console as the server sends it. With --when-changed (before npm start) only where
// it is older than its sources, and not at all where npm ci has left out what it is built with.

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = ['web', 'scripts/build-web.js', 'package-lock.json'];
const BUILT = join(ROOT, 'dist/web/index.html');

if (!process.argv.includes('--when-changed')) await build();
else if (existsSync(join(ROOT, 'node_modules/vite')) && isOld()) await build();

async function build() {
  const vite = await import('vite');
  await vite.build({ configFile: join(ROOT, 'web/vite.config.ts'), logLevel: 'warn' });
}

function isOld() {
  if (!existsSync(BUILT)) return true;
  const built = statSync(BUILT).mtimeMs;
  return SOURCES.flatMap(filesOf).some((file) => statSync(file).mtimeMs > built);
}

function filesOf(path) {
  const file = join(ROOT, path);
  if (!statSync(file).isDirectory()) return [file];
  return readdirSync(file, { recursive: true, encoding: 'utf8' }).map((name) => join(file, name));
}
