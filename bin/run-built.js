import { enableCompileCache, flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

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
