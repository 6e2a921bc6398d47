import { DEMO_KINDS } from './call-source.ts';
import type { Demo } from './index.ts';

/** Lets a call end so often, at one vendor after the other, until it is told to stop. */
export function letCallsEnd(demo: Pick<Demo, 'endCall'>, everyMs: number): () => void {
  let ended = 0;
  const timer = setInterval(() => {
    const kind = DEMO_KINDS[ended % DEMO_KINDS.length]!;
    ended += 1;
    // A server that takes nothing, since it stops or has too much to do, finds the call by itself.
    demo.endCall(kind).catch(() => {});
  }, everyMs).unref();
  return () => clearInterval(timer);
}
