import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// While npm packs, package.json is that of the package: dist/ has all that it runs on, so nothing has to be installed with
// it, and it runs on the Node that it is made for. The one of the checkout stands beside it meanwhile. Should npm be killed
// before it says that it has packed, a guard puts it back.

const ROOT = resolve(import.meta.dirname, '..');
const MANIFEST = join(ROOT, 'package.json');
const OWN = join(ROOT, 'package.checkout.json');
const OF_THE_CHECKOUT = ['scripts', 'dependencies', 'devDependencies', 'overrides', 'allowScripts'];
const LOOK_EVERY_MS = 100;

const [task, pid] = process.argv.slice(2);
if (task === 'write') write();
else if (task === 'restore') restore();
else if (task === 'guard') guard(Number(pid));
else throw new Error('node scripts/packed-manifest.ts write|restore');

function write(): void {
  // One that a pack left behind when it was cut off, by a power cut say, is the right one.
  restore();
  const npm = findNpm(process.ppid);
  if (npm === 'gone') throw new Error('packed-manifest.ts write is for npm pack, which has ended.');
  // Before anything is written: from then on somebody must be there to put it back.
  if (npm !== 'unknown')
    spawn(process.execPath, [import.meta.filename, 'guard', String(npm)], { detached: true, stdio: 'ignore' }).unref();
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

/** Waits until npm has put it back, or has gone without. */
function guard(npm: number): void {
  let isWritten = false;
  const watch = setInterval(() => {
    isWritten ||= existsSync(OWN);
    const isRestored = isWritten && !existsSync(OWN);
    if (isRunning(npm) && !isRestored) return;
    clearInterval(watch);
    if (!isRestored) restore();
  }, LOOK_EVERY_MS);
}

/** The npm above a process: it runs scripts through a shell, which outlives it. Unknown where no ps tells, as in small images. */
function findNpm(below: number): number | 'gone' | 'unknown' {
  for (let each = below; each > 0;) {
    const [, parent, command = ''] = /^\s*(\d+)\s+(.*)/.exec(describe(each)) ?? [];
    if (parent === undefined) return 'unknown';
    if (/^npm\b|npm-cli\.js/.test(command)) return each;
    each = Number(parent);
  }
  return 'gone';
}

/** The parent and the command of a process, as ps tells them on Linux and macOS; nothing where it does not. */
function describe(id: number): string {
  try {
    return execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(id)], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
