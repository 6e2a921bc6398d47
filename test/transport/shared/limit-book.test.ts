import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LimitBook, EMPTY_BOOK, drawFrom } from '../../../src/transport/shared/limit-book.ts';
import type { Drawn, News, Wanted } from '../../../src/transport/shared/shared-budget.ts';
import type { Rate } from '../../../src/transport/rate.ts';

const RATE: Rate = { points: 5, perSeconds: 1 };
const wantedOf = (given: Partial<Wanted>): Wanted => ({
  rate: RATE,
  points: 1,
  spare: 0,
  usedWithinMs: 0,
  news: [],
  ...given,
});

/** A book, and what is drawn from it. */
function open() {
  let book: LimitBook = EMPTY_BOOK;
  return {
    book: () => book,
    draw: (now: number, given: Partial<Wanted> = {}, more: { part?: number; isUnsure?: boolean } = {}): Drawn => {
      const result = drawFrom(book, wantedOf(given), { now, part: 1, ...more });
      // As it is kept between two draws.
      book = JSON.parse(JSON.stringify(result.book)) as LimitBook;
      return result.drawn;
    },
  };
}

/** The most points that any stretch of this length has. */
const mostIn = (lengthMs: number, uses: readonly { readonly at: number; readonly points: number }[]): number =>
  Math.max(
    0,
    ...uses.map(({ at }) =>
      uses.filter((use) => use.at >= at && use.at < at + lengthMs).reduce((sum, { points }) => sum + points, 0),
    ),
  );

describe('a limit that processes draw from together', () => {
  it('gives as many points as there are, and says when there is one more', () => {
    const { draw } = open();
    expect(draw(0, { points: 3 })).toMatchObject({ points: 3, waitMs: 0 });
    expect(draw(400, { points: 4 })).toMatchObject({ points: 2, waitMs: 600 });
    expect(draw(999, { points: 1 })).toMatchObject({ points: 0, waitMs: 1 });
    expect(draw(1000, { points: 9 })).toMatchObject({ points: 3, waitMs: 400 });
  });

  it('fills a bucket again as the vendor drains it', () => {
    const { draw } = open();
    const rate = { burst: 4, perSecond: 2 };
    expect(draw(0, { rate, points: 9 })).toMatchObject({ points: 4, waitMs: 500 });
    expect(draw(1000, { rate, points: 9 })).toMatchObject({ points: 2, waitMs: 500 });
    expect(draw(60_000, { rate, points: 9 })).toMatchObject({ points: 4 });
  });

  it('leaves to others what is to be spared', () => {
    for (const rate of [RATE, { burst: 5, perSecond: 5 }]) {
      const { draw } = open();
      expect(draw(0, { rate, points: 5, spare: 2 })).toMatchObject({ points: 3 });
      expect(draw(0, { rate, points: 5, spare: 2 })).toMatchObject({ points: 0 });
      expect(draw(0, { rate, points: 5 })).toMatchObject({ points: 2 });
    }
  });

  it('holds everybody back while the vendor wants to be left alone, for ten minutes at most', () => {
    const { draw } = open();
    const pause = { kind: 'pause', ms: 3_600_000, agoMs: 500 } as const;
    expect(draw(1000, { points: 0, news: [pause] })).toMatchObject({ pausedMs: 599_500 });
    expect(draw(2000)).toMatchObject({ points: 0, waitMs: 598_500 });
    expect(draw(600_500)).toMatchObject({ points: 1, pausedMs: 0 });
  });

  it('slows everybody down by half of what was refused, once for those that were on their way together', () => {
    const { draw } = open();
    const rate = null;
    expect(draw(0, { rate, points: 8 })).toMatchObject({ points: 8, perSecond: null });
    const refused = { kind: 'refused', sentMs: 100, answered: 0, agoMs: 0 } as const;
    expect(draw(100, { rate, points: 0, news: [refused, refused, refused] })).toMatchObject({ perSecond: 4 });
    // By then a vendor that counts by the second has forgotten what was too much.
    expect(draw(500, { rate })).toMatchObject({ points: 0, waitMs: 600 });
    expect(draw(1100, { rate, points: 8 })).toMatchObject({ points: 1 });
    expect(draw(200_000, { rate, points: 8 })).toMatchObject({ points: 8, perSecond: null });
  });

  it('goes by a limit that one of them has learned', () => {
    const { draw } = open();
    draw(0, { points: 0, news: [{ kind: 'learned', points: 2, agoMs: 0 }] });
    expect(draw(0, { points: 5 })).toMatchObject({ points: 2, learned: 2 });
  });

  describe('of which replies tell what is left of a period', () => {
    const rate = null;
    const left = (
      points: number,
      ms: number,
      more: { sentMs?: number; agoMs?: number; unseen?: number } = {},
    ): News => ({
      ...({ kind: 'left', period: 'minute', points, ms, sentMs: 0, unseen: 1, agoMs: 0 } as const),
      ...more,
    });

    it('draws no more than they say, less what they cannot have counted', () => {
      const { draw } = open();
      draw(0, { rate, points: 0, news: [left(4, 60_000)] });
      expect(draw(0, { rate, points: 2 })).toMatchObject({ points: 2 });
      // It was on its way when two were drawn.
      const late = left(3, 59_000, { sentMs: 20 });
      expect(draw(10, { rate, points: 5, news: [late] })).toMatchObject({ points: 1, waitMs: 59_990 });
      // Somebody else has drawn from it as well.
      expect(draw(60_000, { rate, news: [left(60, 60_000)] })).toMatchObject({ points: 1 });
      expect(draw(60_010, { rate, points: 5, news: [left(2, 59_990)] })).toMatchObject({ points: 2 });
    });

    it('gives back what was drawn and not counted there, as requests that failed', () => {
      const { draw } = open();
      draw(0, { rate, points: 0, news: [left(50, 3_600_000)] });
      for (let at = 0; at < 45_000; at += 1000) draw(at, { rate });
      const seen = left(49, 3_600_000 - 50_000, { sentMs: 300 });
      expect(draw(50_000, { rate, points: 100, news: [seen] })).toMatchObject({ points: 48 });
    });

    it('gives back nothing that was drawn after the request was sent, or before anybody remembers', () => {
      for (const [sentMs, points] of [
        [300, 48],
        [1600, 47],
        [2600, 46],
        [30_000, 5],
      ] as const) {
        const { draw } = open();
        draw(0, { rate, points: 0, news: [left(50, 3_600_000)] });
        for (let at = 0; at < 44_000; at += 1000) draw(at, { rate });
        const seen = left(49, 3_600_000 - 44_500, { sentMs });
        expect([sentMs, draw(44_500, { rate, points: 100, news: [seen] }).points]).toEqual([sentMs, points]);
      }
    });

    it('gives nothing back while some of those who draw may be away', () => {
      const { draw } = open();
      draw(0, { rate, points: 0, news: [left(50, 3_600_000)] });
      for (let at = 0; at < 45_000; at += 1000) draw(at, { rate });
      const seen = left(49, 3_600_000 - 50_000, { sentMs: 300 });
      expect(draw(50_000, { rate, points: 0, news: [seen] }, { part: 1 / 2 })).toMatchObject({ points: 0 });
      expect(draw(50_000, { rate, points: 100 })).toMatchObject({ points: 4 });
    });

    it('begins anew with the next period, and lets one request try every ten minutes where none is left', () => {
      const { draw } = open();
      draw(0, { rate, points: 0, news: [left(2, 3_600_000)] });
      expect(draw(0, { rate, points: 5 })).toMatchObject({ points: 1, waitMs: 600_000 });
      expect(draw(599_999, { rate })).toMatchObject({ points: 0 });
      expect(draw(600_000, { rate, points: 5 })).toMatchObject({ points: 1 });
      expect(draw(600_001, { rate, points: 5 })).toMatchObject({ points: 0, waitMs: 599_999 });
      // It was told how it is.
      const seen = left(40, 3_600_000 - 601_000, { sentMs: 300 });
      expect(draw(601_000, { rate, points: 100, news: [seen] })).toMatchObject({ points: 39 });
      expect(draw(3_600_000, { rate, points: 0, news: [left(70, 3_600_000)] })).toMatchObject({ points: 0 });
      expect(draw(3_600_000, { rate, points: 100 })).toMatchObject({ points: 69 });
    });

    it('goes on with what an earlier program has written down', () => {
      const left = { day: { points: 2, until: 3_600_000 } };
      const { book, drawn } = drawFrom({ ...EMPTY_BOOK, left }, wantedOf({ rate, points: 5 }), { now: 0, part: 1 });
      expect(drawn).toMatchObject({ points: 2, waitMs: 600_000 });
      const next = (now: number) => drawFrom(book, wantedOf({ rate }), { now, part: 1 }).drawn;
      expect(next(1)).toMatchObject({ points: 0, waitMs: 600_000 });
    });

    it('never draws more than a vendor has that counts what succeeds, whatever is late or fails', () => {
      const step = fc.record({
        afterMs: fc.integer({ min: 0, max: 800 }),
        points: fc.integer({ min: 0, max: 4 }),
        lastsMs: fc.integer({ min: 1, max: 4000 }),
        fails: fc.boolean(),
        toldAfterMs: fc.integer({ min: 0, max: 2000 }),
      });
      fc.assert(
        fc.property(fc.array(step, { minLength: 30, maxLength: 80 }), (steps) => {
          const most = 25;
          const { draw } = open();
          let [now, used] = [0, 0];
          /** Exchanges that the vendor has not counted yet, replies that are on their way or that nobody was told of. */
          let events: { at: number; act: () => void }[] = [];
          const run = (until: number): void => {
            for (;;) {
              const [next] = events.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
              if (next === undefined) return;
              events = events.filter((event) => event !== next);
              next.act();
            }
          };
          const told: Readonly<Record<'tellAt' | 'sentAt' | 'at' | 'points' | 'unseen', number>>[] = [];
          draw(0, { rate, points: 0, news: [left(most, 10_000_000)] });
          for (const { afterMs, points, lastsMs, fails, toldAfterMs } of steps) {
            now += afterMs;
            run(now);
            const news = told
              .filter(({ tellAt }) => tellAt <= now)
              .map(({ sentAt, at, points: seen, unseen }) =>
                left(seen, 10_000_000 - at, { sentMs: at - sentAt, agoMs: now - at, unseen }),
              );
            told.splice(0, told.length, ...told.filter(({ tellAt }) => tellAt > now));
            const { points: given } = draw(now, { rate, points, news });
            const sentAt = now;
            for (let each = 0; each < given; each += 1) {
              const countedAt = sentAt + lastsMs / 2;
              events.push({
                at: countedAt,
                act() {
                  if (fails) return;
                  used += 1;
                  expect(used).toBeLessThanOrEqual(most);
                  const seen = most - used;
                  if (seen > 0)
                    told.push({
                      ...{ tellAt: sentAt + lastsMs + toldAfterMs, sentAt, at: sentAt + lastsMs },
                      ...{ points: seen, unseen: events.length },
                    });
                },
              });
            }
          }
          run(Infinity);
        }),
        { numRuns: 300 },
      );
    });
  });

  it('takes everything to be drawn where points may have been drawn that are not written down', () => {
    const { draw } = open();
    expect(draw(0, {}, { isUnsure: true })).toMatchObject({ points: 0, waitMs: 1000 });
    const rate = { burst: 5, perSecond: 2 };
    expect(draw(0, { rate }, { isUnsure: true })).toMatchObject({ points: 0, waitMs: 500 });
  });

  it('leaves its part to one that is missing', () => {
    const { draw } = open();
    expect(draw(0, { points: 5 }, { part: 2 / 3 })).toMatchObject({ points: 3 });
  });

  const rates = fc.oneof(
    fc.record({ points: fc.integer({ min: 1, max: 40 }), perSeconds: fc.double({ min: 0.1, max: 5, noNaN: true }) }),
    fc.record({ burst: fc.integer({ min: 1, max: 40 }), perSecond: fc.double({ min: 0.2, max: 50, noNaN: true }) }),
  );
  const draws = fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 900 }),
      points: fc.integer({ min: 0, max: 20 }),
      spare: fc.integer({ min: 0, max: 20 }),
      usedWithinMs: fc.integer({ min: 0, max: 300 }),
      /** When in that time it was used. */
      used: fc.double({ min: 0, max: 1, noNaN: true }),
      part: fc.constantFrom(1, 1, 2 / 3, 1 / 2, 1 / 7),
      isUnsure: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it('is in no stretch of time drawn from above it, whoever draws, whenever the points are used', () => {
    fc.assert(
      fc.property(rates, draws, (rate, steps) => {
        const { draw } = open();
        const uses: { at: number; points: number }[] = [];
        let now = 1_000_000;
        for (const { afterMs, used, points, spare, usedWithinMs, ...more } of steps) {
          now += afterMs;
          const drawn = draw(now, { rate, points, spare, usedWithinMs }, more);
          expect(drawn.points).toBeLessThanOrEqual(points);
          if (drawn.points < points) expect(drawn.waitMs).toBeGreaterThan(0);
          if (drawn.points > 0)
            uses.push({ at: now + used * ('burst' in rate ? 0 : usedWithinMs), points: drawn.points });
        }
        if ('burst' in rate) {
          for (const [from, { at }] of uses.entries()) {
            let sum = 0;
            for (const until of uses.slice(from)) {
              sum += until.points;
              expect(sum).toBeLessThanOrEqual(rate.burst + ((until.at - at) / 1000) * rate.perSecond + 1e-6);
            }
          }
        } else expect(mostIn(rate.perSeconds * 1000, uses)).toBeLessThanOrEqual(rate.points);
      }),
      { numRuns: 500 },
    );
  });

  it('gives a point to whoever comes when it was told to, where nobody else has drawn meanwhile', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 60 }), (rate, taken) => {
        const { draw } = open();
        let now = 1_000_000;
        for (let each = 0; each < taken; each += 1) {
          const { points, waitMs } = draw(now, { rate, points: 3 });
          if (points === 0) expect(draw((now += waitMs), { rate }).points).toBe(1);
        }
      }),
    );
  });
});
