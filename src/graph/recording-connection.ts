import { builder } from './builder.ts';
import { rowsOf } from './call-session-connection.ts';
import { CallSessionFilterRef, readCallSessionFilter } from './call-session-filter.ts';
import { connectionArgs, createDatedConnectionType } from './connection.ts';
import { asks } from './demand.ts';
import { answerPartly } from './partial-answer.ts';
import { planCalls } from './plan-calls.ts';
import { readRecordings } from './read-recordings.ts';
import { demandArgs, readDemands } from './reading-demands.ts';
import { RecordingRef } from './recording.ts';
import { readSelected } from './selected.ts';

const RecordingConnectionRef = createDatedConnectionType(RecordingRef, { item: 'recording', items: 'recordings' });

builder.queryField('recordings', (t) =>
  t.field({
    scope: 'calls:read',
    type: RecordingConnectionRef,
    nullable: false,
    extensions: asks('recordings'),
    description:
      'The recordings of all providers, those of the newest calls first. Vendors do not count them: totalCount is known ' +
      'where one page has them all, and null otherwise.',
    args: {
      ...connectionArgs,
      ...demandArgs,
      filter: t.arg({ type: CallSessionFilterRef, description: 'Of which calls recordings are wanted.' }),
    },
    async resolve(_root, args, context, info) {
      const demands = readDemands(args, context, info);
      const selected = readSelected(info, context);
      const pageInfo = selected.below('pageInfo');
      const { range, filters, problems } = await readCallSessionFilter(args.filter, context);
      // Asked for recordings of calls that have none: there are none, and nobody is asked.
      const recorded = args.filter?.hasRecording === false ? [] : filters;
      const page = await readRecordings(
        {
          filter: {
            range,
            problems,
            filters: new Map([...recorded].map(([key, each]) => [key, { ...each, hasRecording: true }])),
          },
          args,
          demands,
          plan: planCalls({ recordings: [rowsOf(selected)] }),
          wantsPageBehind: pageInfo.has('hasNextPage') || pageInfo.has('hasPreviousPage'),
        },
        context,
      );
      return answerPartly(demands, {
        edges: page.items.map(({ node, cursor }) => ({ node, cursor: () => cursor })),
        pageInfo: page.pageInfo,
        problems: [...problems, ...page.problems],
        totalCount: problems.length === 0 ? page.totalCount : null,
        asOf: page.asOf,
      });
    },
  }),
);
