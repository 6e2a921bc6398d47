import type { CallSession } from './call-session.ts';
import { type Money, sumMoney } from './money.ts';
import { UNANSWERED_OUTCOMES } from './outcome.ts';

/** What can be said of many calls. `answered` stands for those that were not, too. */
export const FIGURE_NAMES = ['answered', 'durationSeconds', 'talkSeconds', 'waitSeconds', 'rating', 'cost'] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** Those that are a number of each call. */
export const NUMBER_FIGURES = ['durationSeconds', 'talkSeconds', 'waitSeconds', 'rating'] as const;
export type NumberFigureName = (typeof NUMBER_FIGURES)[number];

/** A number over many calls, and of how many of them it is known. */
export type NumberFigure = {
  readonly known: number;
  readonly total: number;
  readonly min: number | null;
  readonly max: number | null;
};

/** Figures of some calls. One that nobody asked for says nothing. */
export type CallFigures = Readonly<Record<NumberFigureName, NumberFigure>> & {
  readonly calls: number;
  readonly answered: number;
  readonly unanswered: number;
  /** Exact sums, one for each currency. */
  readonly cost: readonly Money[];
};

/** The figures of one call. */
export function figuresOf(call: CallSession, wanted: ReadonlySet<FigureName>): CallFigures {
  const countOf = (name: NumberFigureName): NumberFigure => (wanted.has(name) ? numberOf(call[name]) : UNKNOWN);
  return {
    calls: 1,
    answered: call.outcome === 'ANSWERED' ? 1 : 0,
    unanswered: call.direction === 'INBOUND' && UNANSWERED_OUTCOMES.includes(call.outcome) ? 1 : 0,
    durationSeconds: countOf('durationSeconds'),
    talkSeconds: countOf('talkSeconds'),
    waitSeconds: countOf('waitSeconds'),
    rating: countOf('rating'),
    cost: wanted.has('cost') && call.cost ? [call.cost] : [],
  };
}

/** The figures of all that some figures are of. */
export function sumFigures(each: readonly CallFigures[]): CallFigures {
  const sumOf = (name: 'calls' | 'answered' | 'unanswered'): number =>
    each.reduce((sum, figures) => sum + figures[name], 0);
  const numbersOf = (name: NumberFigureName): NumberFigure => each.map((figures) => figures[name]).reduce(add, UNKNOWN);
  return {
    calls: sumOf('calls'),
    answered: sumOf('answered'),
    unanswered: sumOf('unanswered'),
    durationSeconds: numbersOf('durationSeconds'),
    talkSeconds: numbersOf('talkSeconds'),
    waitSeconds: numbersOf('waitSeconds'),
    rating: numbersOf('rating'),
    cost: sumMoney(each.flatMap(({ cost }) => cost)),
  };
}

/** A number that is known of no call. */
export const UNKNOWN: NumberFigure = { known: 0, total: 0, min: null, max: null };

const numberOf = (value: number | null): NumberFigure =>
  value !== null && Number.isSafeInteger(value) ? { known: 1, total: value, min: value, max: value } : UNKNOWN;

function add(a: NumberFigure, b: NumberFigure): NumberFigure {
  if (a.known === 0) return b;
  if (b.known === 0) return a;
  return {
    known: a.known + b.known,
    total: a.total + b.total,
    min: Math.min(a.min!, b.min!),
    max: Math.max(a.max!, b.max!),
  };
}
