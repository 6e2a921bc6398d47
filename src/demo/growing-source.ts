import { type Instant, SECOND_MS, floorToSecond } from '../time/instant.ts';
import { type CallSource, DEMO_KINDS, type DemoCall, type DemoKind, makeCall } from './call-source.ts';

/** Calls, and those that end while somebody looks on. */
export type GrowingSource = CallSource & {
  /** A call that ends at that moment, after all the others began. */
  add(endsAt: Instant): DemoCall;
};

/** Nobody who looks on wants to wait until a long call has ended. */
const LONGEST_SECONDS = 60;

/** Makes a source that begins with the calls of another. */
export function createGrowingSource(kind: DemoKind, source: CallSource): GrowingSource {
  const added: DemoCall[] = [];
  const at = (index: number): DemoCall => added[index - source.count] ?? source.at(index);
  return {
    get count() {
      return source.count + added.length;
    },
    at,
    add(endsAt) {
      const index = source.count + added.length;
      const end = floorToSecond(endsAt);
      const call = makeCall(DEMO_KINDS.indexOf(kind) + 1, index, end);
      const wanted = end - Math.min(LONGEST_SECONDS, call.durationSeconds) * SECOND_MS;
      // Vendors find calls by their place in the order of starts.
      const startedAt = index === 0 ? wanted : Math.max(wanted, at(index - 1).startedAt);
      const durationSeconds = Math.max(0, (end - startedAt) / SECOND_MS);
      const isTalk = call.talkSeconds > 0;
      const waitSeconds = isTalk ? Math.min(call.waitSeconds, durationSeconds) : durationSeconds;
      const ended = {
        ...call,
        ...{ startedAt, durationSeconds, waitSeconds },
        talkSeconds: isTalk ? durationSeconds - waitSeconds : 0,
      };
      added.push(ended);
      return ended;
    },
  };
}
