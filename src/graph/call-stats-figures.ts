import { type CallFigures, FIGURE_NAMES, type FigureName, type NumberFigure } from '../domain/call-figures.ts';
import { always, builder, plainFields } from './builder.ts';
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
    ...plainFields(t, {
      min: ['Int', 'The smallest; null where none is known.'],
      max: ['Int', 'The largest; null where none is known.'],
    }),
  }),
});

export const CallStatsFiguresRef = builder.objectRef<CallFigures>('CallStatsFigures').implement({
  scope: 'calls:read',
  description: 'Figures of some calls.',
  fields: (t) =>
    plainFields(t, {
      calls: ['Int!', 'How many they are.'],
      answered: ['Int!', 'Those whose outcome is ANSWERED.'],
      unanswered: [
        'Int!',
        'Inbound ones that nobody answered: MISSED, ABANDONED, BUSY, DECLINED, CANCELLED, VOICEMAIL or FAILED.',
      ],
      durationSeconds: [always(StatsFigureRef), 'How long they lasted.'],
      talkSeconds: [
        always(StatsFigureRef),
        'How long people spoke. Not known where the vendor does not tell it apart from the duration.',
      ],
      waitSeconds: [always(StatsFigureRef), 'How long the caller waited for somebody.'],
      rating: [always(StatsFigureRef), 'How they were rated.'],
      cost: [
        always([MoneyRef]),
        'What they cost: exact sums, one for each currency. Calls without a cost are not part of any.',
      ],
    }),
});

/** The figures that a query reads. */
export const figuresSelected = (...places: readonly Selected[]): ReadonlySet<FigureName> =>
  new Set(
    FIGURE_NAMES.filter((figure) =>
      places.some((place) => place.has(figure) || (figure === 'answered' && place.has('unanswered'))),
    ),
  );
