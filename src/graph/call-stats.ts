import type { FiguresAnswer } from '../figures/figures-request.ts';
import { createJoinParts } from '../loaders/join-page.ts';
import { always, builder, plainFields } from './builder.ts';
import { CallSessionFilterRef, readCallSessionFilter } from './call-session-filter.ts';
import { CallStatsBucketRef, CallStatsDimensionRef, CallStatsIntervalRef } from './call-stats-bucket.ts';
import { CallStatsFiguresRef, figuresSelected } from './call-stats-figures.ts';
import { asks } from './demand.ts';
import { answerPartly } from './partial-answer.ts';
import { ProviderProblemRef } from './provider-problem.ts';
import { demandArgs, readDemands } from './reading-demands.ts';
import { readSelected } from './selected.ts';

const CallStatsRef = builder.objectRef<FiguresAnswer>('CallStats').implement({
  scope: 'calls:read',
  description: 'Figures over the calls of all providers.',
  fields: (t) => ({
    ...plainFields(t, {
      buckets: [
        always([CallStatsBucketRef]),
        'In order of time, then of the dimensions as asked; by most calls first where there is no `every`. Buckets without calls are there ' +
          'when `every` is given alone or with PROVIDER, and left out otherwise.',
        { extensions: asks('buckets') },
      ],
      totals: [always(CallStatsFiguresRef), 'Of all of them: a call that stands in several buckets counts once.'],
      asOf: [
        'DateTime!',
        'How old the figures are: the moment before a vendor was asked for the oldest of what they rest on. See maxAgeSeconds.',
      ],
    }),
    isComplete: t.boolean({
      nullable: false,
      description: 'False when calls of some provider are missing from the figures: see problems.',
      resolve: ({ problems }) => problems.length === 0,
    }),
    problems: t.field({
      type: [ProviderProblemRef],
      nullable: false,
      description: 'What is missing, and why.',
      resolve: ({ problems }) => problems.map((error) => ({ error })),
    }),
  }),
});

builder.queryField('callStats', (t) =>
  t.field({
    scope: 'calls:read',
    type: CallStatsRef,
    nullable: false,
    extensions: asks('figures'),
    description:
      'How many calls, when, by whom, how long: figures over the calls of all providers, told apart by time and by what `by` names. ' +
      'What is kept costs the vendors nothing. What is not is read where that takes no more requests than a page does; where it takes more, ' +
      'the figures are incomplete, and a problem says from when all is kept. At most 2,000 buckets (TOO_MANY_BUCKETS).',
    args: {
      filter: t.arg({
        type: CallSessionFilterRef,
        description: 'Which calls are counted. Without startedAt: from now back to where the oldest history begins.',
      }),
      by: t.arg({
        type: [CallStatsDimensionRef],
        required: true,
        defaultValue: [],
        description: 'What they are told apart by, beside the time.',
      }),
      every: t.arg({
        type: CallStatsIntervalRef,
        description: 'Stretches of time that they are told apart by. Left out: the whole range of the filter in one.',
      }),
      timeZone: t.arg({
        type: 'TimeZone',
        required: true,
        defaultValue: 'UTC',
        description: 'Whose hours, days, weeks and months they are.',
      }),
      ...demandArgs,
    },
    async resolve(_root, args, context, info) {
      const { range, filters, problems } = await readCallSessionFilter(args.filter, context);
      const demands = readDemands(args, context, info);
      const selected = readSelected(info, context);
      const answer = await context.figures.read(
        {
          queries: [...filters].map(([provider, filter]) => ({ provider: demands.viewOf(provider), filter })),
          range,
          by: args.by,
          every: args.every ?? null,
          timeZone: args.timeZone,
          figures: figuresSelected(selected.below('totals'), selected.below('buckets').below('figures')),
          age: demands.age,
          deadlines: context.deadlines,
          joinParts: createJoinParts(demands.loaders),
        },
        context.signal,
      );
      return answerPartly(demands, { ...answer, problems: [...problems, ...answer.problems] });
    },
  }),
);
