import { QuestionError } from '../domain/question-error.ts';
import type { CallFigures, FigureName } from '../domain/call-figures.ts';
import type { Mention } from '../domain/call-groups.ts';
import type { CallFilter } from '../domain/call-filter.ts';
import type { Deadlines } from '../domain/deadlines.ts';
import type { CallDirection, CallKind, CallOutcome } from '../domain/outcome.ts';
import type { Party } from '../domain/party.ts';
import type { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import type { ReadingAge } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';
import type { TimeRange } from '../time/time-range.ts';
import type { CalendarUnit } from '../time/zone-calendar.ts';
import type { JoinParts } from '../timeline/residual-filter.ts';

/** What figures can be told apart by. */
export const FIGURE_DIMENSIONS = [
  'PROVIDER',
  'DIRECTION',
  'KIND',
  'OUTCOME',
  'AGENT',
  'QUEUE',
  'LINE',
  'HOUR_OF_DAY',
  'DAY_OF_WEEK',
] as const;
export type FigureDimension = (typeof FIGURE_DIMENSIONS)[number];

/** Figures as they are asked for. */
export type FiguresRequest = {
  /** Who is asked, and under which filter. */
  readonly queries: readonly { readonly provider: Provider; readonly filter: CallFilter }[];
  /** Default: from where the history of each provider begins, as `figuresSince` tells, to now. */
  readonly range: { readonly from?: Instant | undefined; readonly to?: Instant | undefined };
  readonly by: readonly FigureDimension[];
  /** Null: all of the range in one. */
  readonly every: CalendarUnit | null;
  /** An IANA zone. */
  readonly timeZone: string;
  /** Which figures are read of each bucket. */
  readonly figures: ReadonlySet<FigureName>;
  readonly age: ReadingAge;
  readonly deadlines: Deadlines;
  readonly joinParts: JoinParts;
};

/** Where figures begin that name no range: with what is kept, or as far back as the provider goes where nothing is. */
export const figuresSince = (provider: Provider): Instant => provider.keptSince?.() ?? provider.historySince();

/** Figures of the calls that are the same in all that was asked for. */
export type FiguresBucket = {
  /** The whole bounds of its stretch of time, of which only what lies in the request's range is counted. */
  readonly range: TimeRange;
  readonly figures: CallFigures;
} & BucketKey;

/** Only what was asked for is there; null: calls without one. */
export type BucketKey = {
  readonly provider?: string;
  readonly direction?: CallDirection;
  readonly kind?: CallKind;
  readonly outcome?: CallOutcome;
  readonly agent?: (Mention & { readonly provider: string }) | null;
  readonly queue?: (Mention & { readonly provider: string }) | null;
  readonly line?: (Party & { readonly provider: string }) | null;
  readonly hourOfDay?: number;
  readonly dayOfWeek?: number;
};

/** Figures, and what they lack. */
export type FiguresAnswer = {
  readonly buckets: readonly FiguresBucket[];
  /** Of all calls, each once. */
  readonly totals: CallFigures;
  /** When the oldest of what they rest on was read. */
  readonly asOf: Instant;
  readonly problems: readonly ProviderError[];
};

/** Buckets of one answer, empty ones included. */
export const MAX_BUCKETS = 2000;

/** Says what there would be, and what to do about it. */
export const tooManyBuckets = (count: string): QuestionError =>
  new QuestionError(
    'TOO_MANY_BUCKETS',
    `There would be ${count} buckets; ${MAX_BUCKETS} are allowed. Ask for a shorter range, for fewer dimensions in \`by\` or for a longer \`every\`.`,
  );
