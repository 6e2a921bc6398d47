import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// While npm packs, package.json is that of the package: dist/ has all that it runs on, so nothing has to be installed with
// it, and it runs on the Node that it is made for. The one of the checkout stands beside it meanwhile.

const ROOT = resolve(import.meta.dirname, '..');
const MANIFEST = join(ROOT, 'package.json');
const OWN = join(ROOT, 'package.checkout.json');
const OF_THE_CHECKOUT = ['scripts', 'dependencies', 'devDependencies', 'overrides', 'allowScripts'];

const [task] = process.argv.slice(2);
if (task === 'write') write();
else if (task === 'restore') restore();
else throw new Error('node scripts/packed-manifest.ts write|restore');

function write(): void {
  // One that a pack left behind when it was cut off is the right one.
  restore();
  const own = readFileSync(MANIFEST, 'utf8');
  const kept = Object.entries(JSON.parse(own) as Record<string, unknown>).filter(
    ([name]) => !OF_THE_CHECKOUT.includes(name),
  );
  writeFileSync(OWN, own);
  writeFileSync(
    MANIFEST,
    `${JSON.stringify({ ...Object.fromEntries(kept), engines: { node: '>=24.15' } }, null, 2)}\n`,
  );
}

function restore(): void {
  if (existsSync(OWN)) renameSync(OWN, MANIFEST);
}
