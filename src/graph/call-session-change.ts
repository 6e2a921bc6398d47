import type { ChangeKind } from '../domain/kept-history.ts';
import type { Instant } from '../time/instant.ts';
import type { JoinedCall } from '../loaders/joined-call.ts';
import { always, builder, plainFields } from './builder.ts';
import { CallSessionRef } from './call-session.ts';
import { weighs } from './demand.ts';

/** What was noticed of a call, as a client is told. */
export type CallSessionChange = {
  readonly cursor: string;
  readonly kind: ChangeKind;
  readonly at: Instant;
  readonly sessionId: string;
  readonly session: JoinedCall | null;
};

const CallSessionChangeKindRef = builder.enumType('CallSessionChangeKind', {
  description: 'What was noticed of a call. A copy writes ADDED and CHANGED alike, and deletes what is REMOVED.',
  values: {
    ADDED: { description: 'It is new since the cursor.' },
    CHANGED: { description: 'Something that the graph shows of it, its legs, recordings or costs differs.' },
    REMOVED: {
      description:
        'It is gone: its vendor no longer has it, it was forgotten, or is too old to be kept. Under a filter, also a call that no longer passes it.',
    },
  } as const satisfies Record<ChangeKind, { readonly description: string }>,
});

export const CallSessionChangeRef = builder.objectRef<CallSessionChange>('CallSessionChange').implement({
  scope: 'calls:read',
  description: 'What was noticed of a call.',
  fields: (t) =>
    plainFields(t, {
      cursor: [
        'String!',
        'Go on after it: it works for as long as the history does, after a restart and on another replica.',
        { extensions: weighs(150) },
      ],
      kind: [always(CallSessionChangeKindRef), 'Whether it is new, differs or is gone.'],
      at: ['DateTime!', 'When it was noticed.'],
      sessionId: ['ID!', 'CallSession.id of the call, also of one that is gone.'],
      session: [
        CallSessionRef,
        'The call as it is now, from what is kept of it: no vendor is asked for it, its legs, recordings or costs. Null when it is gone.',
      ],
    }),
});
