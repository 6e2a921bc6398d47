import { builder } from './builder.ts';
import { CallSessionFilterRef } from './call-session-filter.ts';
import { CallSessionChangeRef } from './call-session-change.ts';
import { readChangeCursor } from './change-cursor.ts';
import { prepareChangeQuestion } from './change-question.ts';
import { followChanges } from './follow-changes.ts';
import { loadPart } from './part-of.ts';
import { readSelected } from './selected.ts';
import { theHistoryOf } from './the-history-of.ts';

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
    subscribe: (_root, args, context, info) =>
      loadPart(async () => {
        const history = theHistoryOf(context);
        const question = await prepareChangeQuestion(args, readSelected(info, context), context);
        const after = args.after == null ? await history.newestPlace() : readChangeCursor(args.after);
        // A cursor of another history is refused before anything else is answered.
        await history.changes({ after, limit: 1, parts: [] });
        return followChanges(question, after, history, context);
      }),
    resolve: (change) => change,
  }),
);
