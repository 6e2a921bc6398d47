import type { Client, CombinedError } from '@urql/core';
import type { CallSessionFilter } from '../graph/generated/graphql.ts';
import { readFragment } from '../graph/generated/index.ts';
import { type Call, CallRow, TimelineChanges } from './queries.ts';

/** A call that is new, differs, or with null is gone. */
export type Change = { readonly sessionId: string; readonly session: Call | null; readonly isNew: boolean };

/** `off`: this server keeps nothing that could be followed. `lost`: it is tried again. */
export type FollowState = 'connecting' | 'live' | 'lost' | 'off';

type FollowOptions = {
  readonly client: Client;
  readonly filter: CallSessionFilter;
  /** Where an earlier listener stopped; null: from now on. */
  readonly after: string | null;
  readonly onState: (state: FollowState) => void;
  /** The connection stands again, and what came in between is told by no cursor: it wants to be read. */
  readonly onMissed: () => void;
  readonly onChanges: (changes: readonly Change[], cursor: string) => void;
  /** The history was begun anew: what was read before is worth nothing. */
  readonly onBegunAnew: () => void;
};

/** Changes that come close together are shown at once: a history that is being filled tells thousands. */
const GATHER_MS = 200;
const REFUSED_WITHIN_MS = 700;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** Listens to what is noticed of calls, again and again where the connection is lost, until the answer is called. */
export function followChanges({ client, filter, after, ...tell }: FollowOptions): () => void {
  const { onState, onMissed, onChanges, onBegunAnew } = tell;
  let cursor = after;
  let wasLost = false;
  let waitMs = FIRST_WAIT_MS;
  const gathered: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let liveTimer: ReturnType<typeof setTimeout> | undefined;
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe(): void } | undefined;
  let isStopped = false;

  function listen(): void {
    subscription?.unsubscribe();
    onState('connecting');
    let hasEnded = false;
    // A refusal comes at once; nothing tells that the connection stands.
    liveTimer = setTimeout(becomeLive, REFUSED_WITHIN_MS);
    const operation = client.subscription(TimelineChanges, { after: cursor, filter });
    subscription = operation.subscribe(({ data, error, hasNext }) => {
      if (isStopped || hasEnded) return;
      if (data) {
        const { sessionId, session, kind, cursor: next } = data.callSessionChanges;
        cursor = next;
        waitMs = FIRST_WAIT_MS;
        gathered.push({ sessionId, session: readFragment(CallRow, session) ?? null, isNew: kind === 'ADDED' });
        flushTimer ??= setTimeout(flush, GATHER_MS);
      }
      // Beside a call an error says that some field of it may not be seen; alone it is the end.
      if ((error && !data) || hasNext === false) {
        hasEnded = true;
        end(error);
      }
    });
  }

  function becomeLive(): void {
    if (wasLost && cursor === null) onMissed();
    wasLost = false;
    onState('live');
  }

  function flush(): void {
    flushTimer = undefined;
    if (gathered.length > 0) onChanges(gathered.splice(0), cursor!);
  }

  function end(error: CombinedError | undefined): void {
    clearTimeout(liveTimer);
    const code = error?.graphQLErrors[0]?.extensions['code'];
    if (code === 'HISTORY_OFF' || code === 'UNSUPPORTED_FILTER') return onState('off');
    if (code === 'HISTORY_BEGUN_ANEW') {
      cursor = null;
      onBegunAnew();
    }
    wasLost = true;
    onState('lost');
    timer = setTimeout(listen, waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  listen();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    clearTimeout(liveTimer);
    clearTimeout(flushTimer);
    flush();
    subscription?.unsubscribe();
  };
}
