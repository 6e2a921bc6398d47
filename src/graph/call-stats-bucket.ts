import type { FigureDimension, FiguresBucket } from '../figures/figures-request.ts';
import type { CalendarUnit } from '../time/zone-calendar.ts';
import { AgentRef } from './agent.ts';
import { always, builder, plainFields, plainFieldsOf } from './builder.ts';
import { CallStatsFiguresRef } from './call-stats-figures.ts';
import { asks } from './demand.ts';
import { CallDirectionRef, CallKindRef, CallOutcomeRef } from './outcome.ts';
import { PartyRef } from './party.ts';
import { ProviderRef, providerOfRow } from './provider.ts';
import { QueueRef } from './queue.ts';
import { readSelected } from './selected.ts';

type Described<Value extends string> = Record<Value, { readonly description: string }>;

export const CallStatsDimensionRef = builder.enumType('CallStatsDimension', {
  description: 'What figures are told apart by.',
  values: {
    PROVIDER: { description: 'Which phone system has the call.' },
    DIRECTION: { description: 'Which way it went.' },
    KIND: { description: 'What sort of call it was.' },
    OUTCOME: { description: 'How it ended.' },
    AGENT: {
      description: 'Who took part. A call with two agents counts for each; one without stands where `agent` is null.',
    },
    QUEUE: {
      description:
        'Which queue it waited in. A call of two queues counts for each; one of none stands where `queue` is null.',
    },
    LINE: {
      description:
        "Which of the company's numbers it used: one number of one provider, however it is spelled. A call without one stands where `line` is null.",
    },
    HOUR_OF_DAY: { description: 'The hour in which it started, by the clock of the time zone.' },
    DAY_OF_WEEK: { description: 'The day of the week on which it started, in the time zone.' },
  } as const satisfies Described<FigureDimension>,
});

export const CallStatsIntervalRef = builder.enumType('CallStatsInterval', {
  description: 'Stretches of the time zone that figures are told apart by.',
  values: {
    HOUR: { description: 'Where the clock is moved, an hour ends: by half an hour in some zones.' },
    DAY: { description: 'A day of the calendar: of 23 or 25 hours where the clock is moved.' },
    WEEK: { description: 'From Monday to Sunday.' },
    MONTH: { description: 'A month of the calendar.' },
  } as const satisfies Described<CalendarUnit>,
});

export const CallStatsBucketRef = builder.objectRef<FiguresBucket>('CallStatsBucket').implement({
  scope: 'calls:read',
  description:
    'The calls of one stretch of time that are the same in all that `by` names. What `by` does not name is null.',
  fields: (t) => ({
    ...plainFieldsOf(t, ({ range }) => range, {
      from: [
        'DateTime!',
        'Where its hour, day, week or month begins, even if only a part of it lies in the range of the filter, which is all that counts. Without `every`: where that range begins.',
      ],
      to: ['DateTime!', 'The first moment that no longer belongs to it.'],
    }),
    provider: t.field({
      type: ProviderRef,
      description: 'Which phone system has the calls.',
      resolve: ({ provider }, _args, context) => (provider === undefined ? null : providerOfRow({ provider }, context)),
    }),
    ...plainFields(t, {
      direction: [CallDirectionRef, 'Which way they went.'],
      kind: [CallKindRef, 'What sort of calls they are.'],
      outcome: [CallOutcomeRef, 'How they ended.'],
    }),
    agent: t.field({
      type: AgentRef,
      extensions: asks('join'),
      description: 'Who took part; null also for calls that nobody took part in.',
      resolve: ({ agent }) =>
        agent && {
          provider: agent.provider,
          nativeId: agent.nativeId,
          ...(agent.name !== null && { displayName: agent.name }),
        },
    }),
    queue: t.field({
      type: QueueRef,
      extensions: asks('join'),
      description: 'Which queue they waited in; null also for calls of no queue.',
      async resolve({ queue }, _args, context, info) {
        if (!queue || queue.name !== null || !readSelected(info, context).has('name')) return queue ?? null;
        return { ...queue, name: (await context.loaders.queues.load(queue))?.name ?? null };
      },
    }),
    line: t.field({
      type: PartyRef,
      scope: 'calls:read',
      description:
        "Which of the company's numbers they used, as the newest of them has it; null also for calls without one.",
      resolve: ({ line }) => line,
    }),
    ...plainFields(t, {
      hourOfDay: ['Int', '0 to 23, by the clock of the time zone.'],
      dayOfWeek: ['Int', '1, a Monday, to 7, a Sunday, in the time zone.'],
      figures: [always(CallStatsFiguresRef), 'What can be said of them together.'],
    }),
  }),
});
