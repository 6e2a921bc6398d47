import { untilAborted } from '../time/until-aborted.ts';
import { type ChangePlace, type KeptHistory, KeptHistoryError } from '../domain/kept-history.ts';
import { builder } from './builder.ts';
import { type CallSessionChange, CallSessionChangeRef } from './call-session-change.ts';
import { CallSessionFilterRef } from './call-session-filter.ts';
import { readChangeCursor, theHistoryOf } from './change-cursor.ts';
import { type ChangeQuestion, prepareChangeQuestion, readChangePiece } from './change-question.ts';
import type { GraphContext } from './context.ts';
import { toGraphError } from './graph-error.ts';
import { readSelected } from './selected.ts';

builder.subscriptionType({
  description:
    'What can be listened to, over server-sent events: by POST with `Accept: text/event-stream`, or as the graphql-sse protocol has it.',
});

builder.subscriptionField('callSessionChanges', (t) =>
  t.field({
    scope: 'calls:read',
    type: CallSessionChangeRef,
    nullable: false,
    description:
      'What Query.callSessionChanges tells, as soon as it is noticed. Whoever was cut off goes on after the last cursor that came.',
    args: {
      after: t.arg.string({ description: 'A cursor: first comes what was noticed since. Left out: from now on.' }),
      filter: t.arg({ type: CallSessionFilterRef, description: 'As Query.callSessionChanges has it.' }),
    },
    async subscribe(_root, args, context, info) {
      const history = theHistoryOf(context);
      const question = await prepareChangeQuestion(args, readSelected(info, context), context);
      const after = args.after == null ? await history.newestPlace() : readChangeCursor(args.after);
      // A cursor of another history is refused before anything else is answered.
      await history.changes({ after, limit: 1, parts: [] });
      return followChanges(question, after, history, context);
    },
    resolve: (change) => change,
  }),
);

/** How many changes are read at once for a listener. */
const PIECE_SIZE = 100;
/** After so long without a call, a listener looks for itself: of what another process writes, it may not be told. */
const LOOK_AGAIN_MS = 15_000;
/** So often in a row a store may fail to answer before its listeners are told. */
const MOST_FAILURES = 4;

/** What was noticed after a place, and what is from now on. Ends when nobody listens any more. */
function followChanges(
  question: ChangeQuestion,
  after: ChangePlace,
  history: KeptHistory,
  context: GraphContext,
): AsyncIterableIterator<CallSessionChange> {
  const ending = new AbortController();
  const changes = follow(question, after, history, context, ending.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => changes.next(),
    // A generator that waits does not hear that it is to end.
    return() {
      ending.abort();
      return changes.return(undefined);
    },
  };
}

async function* follow(
  question: ChangeQuestion,
  after: ChangePlace,
  history: KeptHistory,
  context: GraphContext,
  ending: AbortSignal,
): AsyncGenerator<CallSessionChange, undefined> {
  const signal = AbortSignal.any([ending, context.signal]);
  let called = Promise.withResolvers<void>();
  const call = (): void => called.resolve();
  const watch = history.watch(call);
  const again = setInterval(call, LOOK_AGAIN_MS).unref();
  try {
    let place = after;
    for (let failures = 0; ;) {
      signal.throwIfAborted();
      called = Promise.withResolvers();
      context.renew();
      const piece = await readChangePiece(question, { after: place, size: PIECE_SIZE }, watch, context).catch(
        (error: unknown) => {
          failures += 1;
          if (isPassing(error) && failures <= MOST_FAILURES) return null;
          throw error;
        },
      );
      if (piece !== null) {
        failures = 0;
        place = piece.end;
        yield* piece.changes;
      }
      if (piece?.hasMore !== true) await untilAborted(called.promise, signal);
    }
  } catch (error) {
    if (signal.aborted) return undefined;
    throw toGraphError(error);
  } finally {
    watch.end();
    clearInterval(again);
  }
}

/** The store may answer the next time. */
const isPassing = (error: unknown): boolean =>
  error instanceof KeptHistoryError && error.code === 'HISTORY_UNAVAILABLE';
