import { believedMs } from '../pause.ts';
import { type Rate, ownPartOf, withLimit } from '../rate.ts';
import { PACE, fallenPace } from '../pace.ts';
import type { Drawn, News, Wanted } from './shared-budget.ts';

/** What is written down of one label of an account. Times are milliseconds of the clock of whoever keeps it. */
export type LimitBook = {
  /** Points drawn lately, and when each was used at the latest; oldest first. */
  readonly drawn: readonly (readonly [at: number, points: number])[];
  /** What a bucket held then; null before anybody drew from one. */
  readonly bucket: { readonly level: number; readonly at: number } | null;
  readonly pausedUntil: number;
  readonly learned: number | null;
  readonly pace: { readonly perSecond: number; readonly fellAt: number; readonly notBefore: number } | null;
  /** What is left of the periods that a vendor's replies tell of. */
  readonly left: Readonly<Record<string, Left>>;
};

/**
 * `triedAt`: when the vendor told of it last, or when one request has tried since none were left. Programs before this one
 * did not write it down.
 */
type Left = { readonly points: number; readonly until: number; readonly triedAt?: number };

/** The book of a label that nobody has drawn from. */
export const EMPTY_BOOK: LimitBook = { drawn: [], bucket: null, pausedUntil: 0, learned: null, pace: null, left: {} };

/**
 * Draws from a label at a moment, for processes that have this part of its limit together. Pure: whoever keeps the book
 * sees to it that there is one draw after the other.
 */
export function drawFrom(
  before: LimitBook,
  wanted: Wanted,
  { now, part, isUnsure = false }: Circumstances,
): { readonly book: LimitBook; readonly drawn: Drawn } {
  const drawnSince = part === 1 && !isUnsure ? now - rememberedMs(wanted.rate) : Infinity;
  const noted = wanted.news.reduce((book, news) => note(book, news, now, drawnSince), withoutOld(before, now));
  const rate =
    wanted.rate === null
      ? null
      : ownPartOf(noted.learned === null ? wanted.rate : withLimit(wanted.rate, noted.learned), part);
  const book = rate === null ? noted : withRate(noted, rate, { now, isUnsure });
  const free = [
    paceFree(book, now),
    pauseFree(book, now),
    ...leftFree(book, now),
    rate && rateFree(book, rate, wanted, now),
  ];
  const points = Math.max(0, Math.min(wanted.points, ...free.map((each) => each?.points ?? Infinity)));
  const short = free.filter((each) => each !== null && each.points < wanted.points) as Free[];
  const waitMs = Math.max(0, ...short.map(({ until }) => until - now));
  const { perSecond } = book.pace ?? { perSecond: null };
  return {
    book: withDrawn(book, points, now + wanted.usedWithinMs, rate, now),
    drawn: {
      points,
      waitMs: points < wanted.points ? Math.max(1, Math.ceil(waitMs)) : 0,
      pausedMs: Math.max(0, book.pausedUntil - now),
      perSecond: perSecond === null ? null : perSecondNow(book.pace!, now),
      learned: book.learned,
    },
  };
}

type Circumstances = {
  readonly now: number;
  /** The part of the limit that those who keep this book have together. */
  readonly part: number;
  /** Points may have been drawn that are not in the book: it is taken to be drawn out. */
  readonly isUnsure?: boolean;
};

/** How many points are there, and when there is one more. */
type Free = { readonly points: number; readonly until: number };

const SECOND_MS = 1000;
/** Where nobody knows the stretch that a vendor counts by: longer than a reply takes as a rule. */
const REMEMBERED_MS = 10_000;
/** Draws of so small a part of a stretch are one entry, as if made at its end. */
const ENTRIES_OF_A_STRETCH = 100;
/** A period's end is told in whole seconds. */
const SAME_PERIOD_MS = 2000;

function withoutOld(book: LimitBook, now: number): LimitBook {
  const left = Object.entries(book.left).filter(([, { until }]) => until > now);
  const pace = book.pace && perSecondNow(book.pace, now) < PACE.forgottenPerSecond ? book.pace : null;
  return { ...book, pace, left: Object.fromEntries(left) };
}

/** How far back the draws of a label are written down. */
const rememberedMs = (rate: Rate | null): number =>
  rate === null || 'burst' in rate ? REMEMBERED_MS : rate.perSeconds * SECOND_MS;

/** `wholeSince`: from when on every draw there was is in the book. */
function note(book: LimitBook, news: News, now: number, wholeSince: number): LimitBook {
  const at = now - news.agoMs;
  switch (news.kind) {
    case 'pause':
      return { ...book, pausedUntil: Math.max(book.pausedUntil, at + believedMs(news.ms)) };
    case 'learned':
      return { ...book, learned: news.points };
    case 'left': {
      const until = at + news.ms;
      if (until <= now) return book;
      const sentAt = at - news.sentMs;
      // What was drawn since that request was sent may not be counted in its reply; what was drawn and failed never is.
      const sure = Math.max(0, news.points - news.unseen - usedSince(book, sentAt));
      const known = book.left[news.period];
      const isKnown = known !== undefined && Math.abs(known.until - until) <= SAME_PERIOD_MS;
      const atLeast = isKnown ? Math.max(known.points, sentAt > wholeSince ? sure : 0) : sure;
      const left = { points: Math.min(news.points, atLeast), until: isKnown ? known.until : until, triedAt: now };
      return { ...book, left: { ...book.left, [news.period]: left } };
    }
    case 'refused': {
      // Those that were on their way when the pace fell say nothing of the pace it has now.
      if (book.pace && at - news.sentMs <= book.pace.fellAt) return book;
      const sent = usedSince(book, now - SECOND_MS);
      const current = book.pace === null ? Infinity : perSecondNow(book.pace, now);
      const { perSecond, restMs } = fallenPace({ current, sent, answered: news.answered });
      return { ...book, pace: { perSecond, fellAt: now, notBefore: now + restMs + SECOND_MS / perSecond } };
    }
  }
}

const usedSince = (book: LimitBook, since: number): number =>
  book.drawn.reduce((sum, [at, points]) => (at > since ? sum + points : sum), 0);

/** The book as it is now under a rate: filled again since. */
function withRate(book: LimitBook, rate: Rate, { now, isUnsure }: Required<Omit<Circumstances, 'part'>>): LimitBook {
  if ('burst' in rate) {
    const { level, at } = book.bucket ?? { level: rate.burst, at: now };
    const filled = Math.min(rate.burst, level + (Math.max(0, now - at) / 1000) * rate.perSecond);
    return { ...book, bucket: { level: isUnsure ? Math.min(0, filled) : filled, at: now } };
  }
  const since = now - rate.perSeconds * 1000;
  const drawn = book.drawn.filter(([at]) => at > since);
  const missing = rate.points - usedSince(book, since);
  if (!isUnsure || missing <= 0) return { ...book, drawn };
  return { ...book, drawn: [...drawn, [Math.max(now, drawn.at(-1)?.[0] ?? now), missing]] };
}

function rateFree(book: LimitBook, rate: Rate, { points: wanted, spare }: Wanted, now: number): Free {
  if ('burst' in rate) {
    const level = book.bucket?.level ?? rate.burst;
    const left = Math.min(spare, rate.burst - 1);
    // A billionth of a point is an error of rounding.
    const points = Math.max(0, Math.floor(level - left + 1e-9));
    return { points, until: now + ((points + 1 + left - level) / rate.perSecond) * 1000 };
  }
  const most = Math.max(1, rate.points - spare);
  const used = book.drawn.reduce((sum, [, points]) => sum + points, 0);
  const points = Math.max(0, most - used);
  if (points >= wanted) return { points, until: now };
  let ending = used;
  const entry = book.drawn.find(([, drawn]) => (ending -= drawn) < Math.max(1, most - points));
  return { points, until: (entry?.[0] ?? now) + rate.perSeconds * 1000 };
}

function paceFree({ pace }: LimitBook, now: number): Free | null {
  if (pace === null) return null;
  return now < pace.notBefore
    ? { points: 0, until: pace.notBefore }
    : { points: 1, until: now + 1000 / perSecondNow(pace, now) };
}

const pauseFree = ({ pausedUntil }: LimitBook, now: number): Free | null =>
  pausedUntil > now ? { points: 0, until: pausedUntil } : null;

/** That none is left is believed as long as any wait: then one request tries, whose reply tells how it is. */
const leftFree = ({ left }: LimitBook, now: number): Free[] =>
  Object.values(left).map(({ points, until, triedAt = now }) => {
    const triesAt = triedAt + believedMs(until - triedAt);
    return { points: points <= 0 && triesAt <= now ? 1 : points, until: triesAt };
  });

function withDrawn(book: LimitBook, points: number, usedAt: number, rate: Rate | null, now: number): LimitBook {
  if (points === 0) return book;
  const left = Object.entries(book.left).map(([name, period]) => [
    name,
    period.points > 0 ? { ...period, points: period.points - points } : { ...period, triedAt: now },
  ]);
  const { bucket, pace } = book;
  return {
    ...book,
    drawn: withEntry(book, points, usedAt, rate, now),
    bucket: bucket && { ...bucket, level: bucket.level - points },
    pace: pace && { ...pace, notBefore: now + 1000 / perSecondNow(pace, now) },
    left: Object.fromEntries(left) as LimitBook['left'],
  };
}

/** Entries are few, whatever the rate: those of one small part of the stretch are one, as if made at its end. */
function withEntry(book: LimitBook, points: number, usedAt: number, rate: Rate | null, now: number) {
  const lengthMs = rememberedMs(rate);
  const drawn = book.drawn.filter(([at]) => at > now - lengthMs);
  const stepMs = lengthMs / ENTRIES_OF_A_STRETCH;
  const at = Math.ceil(usedAt / stepMs) * stepMs;
  const last = drawn.at(-1);
  // Times do not go back, or an entry would end before one that stands in front of it.
  if (last !== undefined && last[0] >= at) return [...drawn.slice(0, -1), [last[0], last[1] + points] as const];
  return [...drawn, [at, points] as const];
}

const perSecondNow = ({ perSecond, fellAt }: NonNullable<LimitBook['pace']>, now: number): number =>
  perSecond * 2 ** ((now - fellAt) / 1000 / PACE.recoverySeconds);
