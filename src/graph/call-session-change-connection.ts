import { floorToSecond } from '../time/instant.ts';
import { readPageSize } from '../timeline/page-size.ts';
import { builder } from './builder.ts';
import { CallSessionFilterRef } from './call-session-filter.ts';
import { type CallSessionChange, CallSessionChangeRef } from './call-session-change.ts';
import { rowsOf } from './call-session-connection.ts';
import { readChangeCursor, theHistoryOf, writeChangeCursor } from './change-cursor.ts';
import { prepareChangeQuestion, readChangePiece } from './change-question.ts';
import { asks, weighs } from './demand.ts';
import { type PageInfo, PageInfoRef } from './connection.ts';
import { readSelected } from './selected.ts';

type ChangeConnection = { readonly changes: readonly CallSessionChange[]; readonly pageInfo: PageInfo };

const CallSessionChangeEdgeRef = builder.objectRef<CallSessionChange>('CallSessionChangeEdge').implement({
  scope: 'calls:read',
  description: 'A place among changes.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', {
      nullable: false,
      extensions: weighs(150),
      description: 'Names this place for `after`.',
    }),
    node: t.field({
      type: CallSessionChangeRef,
      nullable: false,
      description: 'The change that stands here.',
      resolve: (change) => change,
    }),
  }),
});

const CallSessionChangeConnectionRef = builder.objectRef<ChangeConnection>('CallSessionChangeConnection').implement({
  scope: 'calls:read',
  description:
    'A page of changes. Its pageInfo.endCursor is always there, also of an empty page: keep it, and go on after it.',
  fields: (t) => ({
    edges: t.field({
      type: [CallSessionChangeEdgeRef],
      nullable: false,
      extensions: asks('rows'),
      description: 'The page with a cursor for each change.',
      resolve: ({ changes }) => changes,
    }),
    nodes: t.field({
      type: [CallSessionChangeRef],
      nullable: false,
      extensions: asks('rows'),
      description: 'The page without edges: each change names its cursor itself.',
      resolve: ({ changes }) => changes,
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfoRef, nullable: false, description: 'Where the page stands.' }),
  }),
});

const DEFAULT_PAGE_SIZE = 100;

builder.queryField('callSessionChanges', (t) =>
  t.field({
    scope: 'calls:read',
    type: CallSessionChangeConnectionRef,
    nullable: false,
    extensions: asks('changes'),
    description:
      'What was noticed of calls, in the order in which it was noticed: the way to keep a copy of them up to date. Calls of the open days are in ' +
      'it as soon as they were read. A call that changed several times since the cursor comes once, as it is now, at the place of its newest change. ' +
      'Refused with HISTORY_OFF where no history is kept, and with HISTORY_BEGUN_ANEW for a cursor of an earlier one: read everything again then.',
    args: {
      after: t.arg.string({
        description: 'A cursor: the page begins behind it. Left out: at the beginning of what is kept.',
      }),
      since: t.arg({
        type: 'DateTime',
        description: 'Only what was noticed from then on. With `after`, whichever of the two is later.',
      }),
      first: t.arg.int({
        defaultValue: DEFAULT_PAGE_SIZE,
        description:
          'How many changes. A page under a filter that few calls pass may have fewer, and more after it: see pageInfo.hasNextPage.',
      }),
      filter: t.arg({
        type: CallSessionFilterRef,
        description:
          'Only changes of calls that pass it now. A call that no longer does comes as REMOVED, and so does every call of these providers and ' +
          'this span of time that is gone: nothing but that is known of it any more.',
      }),
    },
    async resolve(_root, args, context, info) {
      const history = theHistoryOf(context);
      const { maxPageSize } = context.pageSizes;
      // A server of smaller pages gives these where nobody says a size.
      const first = args.first === DEFAULT_PAGE_SIZE ? Math.min(DEFAULT_PAGE_SIZE, maxPageSize) : args.first;
      const { size } = readPageSize(
        { first },
        { maxPageSize, defaultPageSize: Math.min(DEFAULT_PAGE_SIZE, maxPageSize) },
      );
      const question = await prepareChangeQuestion(args, rowsOf(readSelected(info, context)), context);
      const after = args.after == null ? null : readChangeCursor(args.after);
      const begin = after === null && args.since != null ? await history.placeAt(floorToSecond(args.since)) : after;
      const piece = await readChangePiece(question, { after: begin, size }, history, context);
      return {
        changes: piece.changes,
        pageInfo: {
          hasNextPage: piece.hasMore,
          hasPreviousPage: after !== null,
          startCursor: piece.changes[0]?.cursor ?? null,
          endCursor: writeChangeCursor(piece.end),
        },
      };
    },
  }),
);
