/* global process */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// An export waits for vendors, not for itself: what compiles functions once more, to run faster, would take 30 MB for good.
// Said before the cache is opened, which keeps what was compiled one way apart from what was compiled another.
if (process.argv[2] === 'export') {
  for (const compiler of ['opt', 'maglev', 'sparkplug']) setFlagsFromString(`--no-${compiler}`);
}

// What is compiled once is not compiled at the next start. Where the folder for it cannot be written, it just is.
enableCompileCache();

// Nearly all that a start allocates stays: a young generation that grows meanwhile frees nothing, and is never given back.
setFlagsFromString('--semi-space-growth-factor=1');
// The one WebAssembly here reads vendors' HTTP. Compiling it once more, to run a little faster, would take 16 MB for good.
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');
await import('../dist/main.js');
setFlagsFromString('--semi-space-growth-factor=2');
// Written down now: whoever ends the process may not wait for its end.
flushCompileCache();
