#!/usr/bin/env node
/* global fetch, process, AbortSignal */
// Asks a server of this machine whether it answers: exit code 0 when it does. `node is-healthy.js [PORT]`, 4000 when left out.
const [port = process.env.PORT ?? '4000'] = process.argv.slice(2);
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4000) });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
