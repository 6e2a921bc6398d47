import type { CallFigures, FigureName, NumberFigure } from '../domain/call-figures.ts';
import { builder } from './builder.ts';
import { MoneyRef } from './money.ts';
import type { Selected } from './selected.ts';
import { UnreadableValue } from './graph-error.ts';

const StatsFigureRef = builder.objectRef<NumberFigure>('StatsFigure').implement({
  scope: 'calls:read',
  description:
    'A number over many calls. Most vendors do not tell all numbers of all calls: `known` says of how many it is known.',
  fields: (t) => ({
    known: t.exposeInt('known', { nullable: false, description: 'Of how many calls the number is known.' }),
    total: t.field({
      type: 'SafeInt',
      nullable: false,
      description: 'Their sum; 0 where none is known.',
      resolve: ({ total }) => {
        if (Number.isSafeInteger(total)) return total;
        throw new UnreadableValue('SafeInt', new RangeError('the sum of what was sent is past 2^53'));
      },
    }),
    average: t.float({
      description: 'Their sum divided by `known`; null where none is known.',
      resolve: ({ known, total }) => (known === 0 ? null : total / known),
    }),
    min: t.exposeInt('min', { description: 'The smallest; null where none is known.' }),
    max: t.exposeInt('max', { description: 'The largest; null where none is known.' }),
  }),
});

export const CallStatsFiguresRef = builder.objectRef<CallFigures>('CallStatsFigures').implement({
  scope: 'calls:read',
  description: 'Figures of some calls.',
  fields: (t) => ({
    calls: t.exposeInt('calls', { nullable: false, description: 'How many they are.' }),
    answered: t.exposeInt('answered', { nullable: false, description: 'Those whose outcome is ANSWERED.' }),
    unanswered: t.exposeInt('unanswered', {
      nullable: false,
      description:
        'Inbound ones that nobody answered: MISSED, ABANDONED, BUSY, DECLINED, CANCELLED, VOICEMAIL or FAILED.',
    }),
    durationSeconds: t.field({
      type: StatsFigureRef,
      nullable: false,
      description: 'How long they lasted.',
      resolve: ({ durationSeconds }) => durationSeconds,
    }),
    talkSeconds: t.field({
      type: StatsFigureRef,
      nullable: false,
      description: 'How long people spoke. Not known where the vendor does not tell it apart from the duration.',
      resolve: ({ talkSeconds }) => talkSeconds,
    }),
    waitSeconds: t.field({
      type: StatsFigureRef,
      nullable: false,
      description: 'How long the caller waited for somebody.',
      resolve: ({ waitSeconds }) => waitSeconds,
    }),
    rating: t.field({
      type: StatsFigureRef,
      nullable: false,
      description: 'How they were rated.',
      resolve: ({ rating }) => rating,
    }),
    cost: t.field({
      type: [MoneyRef],
      nullable: false,
      description: 'What they cost: exact sums, one for each currency. Calls without a cost are not part of any.',
      resolve: ({ cost }) => cost,
    }),
  }),
});

/** The figures that a query reads. */
export const figuresSelected = (...places: readonly Selected[]): ReadonlySet<FigureName> =>
  new Set(places.flatMap(({ names }) => names.flatMap((name) => FIGURE_OF[name] ?? [])));

const FIGURE_OF: Readonly<Record<string, FigureName>> = {
  answered: 'answered',
  unanswered: 'answered',
  durationSeconds: 'durationSeconds',
  talkSeconds: 'talkSeconds',
  waitSeconds: 'waitSeconds',
  rating: 'rating',
  cost: 'cost',
};
