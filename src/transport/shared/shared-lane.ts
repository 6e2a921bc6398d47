import { type Pace, createPace, ofLastSecond } from '../pace.ts';
import { type Meter, type Rate, capacityOf, createMeter, ownPartOf, perSecondOf, withLimit } from '../rate.ts';
import type { Drawn, Lesson, SharedBudget } from './shared-budget.ts';

type SharedLaneOptions = {
  readonly label: string;
  readonly rate: Rate | null;
  /** An answer is there. */
  readonly changed: () => void;
  /** The label is to be left alone for so long. */
  readonly paused: (ms: number) => void;
};

/** Points are used within so long after they were asked for, or not at all: the first answer may open a connection. */
const FIRST_USED_WITHIN_MS = 500;
const USED_WITHIN_MS = 100;

/** Makes a label whose points are drawn together with other processes, for the one line of this process. */
export function createSharedLane(shared: SharedBudget, options: SharedLaneOptions) {
  const { label, changed, paused } = options;
  let { rate } = options;
  let stock = { points: 0, endsAt: -Infinity };
  /** Until when asking is of no use, by what has to be spared. */
  let waits: readonly { readonly spare: number; readonly until: number }[] = [];
  let perSecond: number | null = null;
  let untold: readonly { readonly at: number; readonly lesson: Lesson }[] = [];
  let isAsking = false;
  let usedWithinMs = FIRST_USED_WITHIN_MS;
  let answered: readonly number[] = [];
  let own: OwnPart | null = null;

  const inStock = (): number => (performance.now() < stock.endsAt ? stock.points : 0);
  const ownPart = (): OwnPart | null => {
    const alone = shared.alone();
    if (alone === null) own = null;
    else if (alone.inMs === 0)
      own ??= createOwnPart(rate ?? (perSecond === null ? null : rateOf(perSecond)), alone.part);
    return own;
  };

  const ask = async (points: number, spare: number): Promise<void> => {
    isAsking = true;
    const askedAt = performance.now();
    const told = untold;
    untold = [];
    const news = told.map(({ at, lesson }) => ({ ...lesson, agoMs: askedAt - at }));
    const answer = await shared.draw(label, { rate, points, spare, usedWithinMs, news });
    isAsking = false;
    if (answer === null) untold = [...told, ...untold].slice(-MOST_UNTOLD);
    else {
      note(answer, askedAt, spare);
      if (untold.length > 0) void ask(0, 0);
    }
    changed();
  };
  const note = (answer: Drawn, askedAt: number, spare: number): void => {
    const now = performance.now();
    perSecond = answer.perSecond;
    if (rate !== null && answer.learned !== null) rate = withLimit(rate, answer.learned);
    if (answer.points > 0) stock = { points: inStock() + answer.points, endsAt: askedAt + usedWithinMs };
    waits = waits.filter((wait) => wait.spare !== spare && wait.until > now);
    if (answer.waitMs > 0) waits = [...waits, { spare, until: now + answer.waitMs }];
    // Where answers take longer than points last, none would ever be used; a slow one is remembered for a few.
    usedWithinMs = Math.max(USED_WITHIN_MS, 3 * (now - askedAt), 0.8 * usedWithinMs);
    if (answer.pausedMs > 0) paused(answer.pausedMs);
  };
  const tell = (lesson: Lesson): void => {
    untold = [...untold, { at: performance.now(), lesson }].slice(-MOST_UNTOLD);
    if (!isAsking && shared.alone() === null) void ask(0, 0);
  };

  return {
    tell,
    /**
     * Whether so many points are there to be drawn now. Where they are not, as many as are wanted are asked for, and
     * whoever made the lane hears when the answer is there.
     */
    has(points: number, spare: number, wanted: number): boolean {
      if (shared.alone() !== null || inStock() >= points) return true;
      if (!isAsking) void ask(Math.max(points, wanted) - inStock(), spare);
      return false;
    },
    meter: {
      msUntil(points, spare) {
        const alone = shared.alone();
        if (alone !== null)
          return alone.inMs > 0 ? alone.inMs : (ownPart()?.meter?.msUntil(points, spare * alone.part) ?? 0);
        if (inStock() >= points) return 0;
        const until = waits.filter((wait) => wait.spare <= spare).map((wait) => wait.until);
        return Math.max(0, ...until.map((at) => at - performance.now()));
      },
      draw(points) {
        if (shared.alone() === null) stock = { ...stock, points: stock.points - points };
        else ownPart()?.meter?.draw(points);
      },
      left: () => (shared.alone() === null ? inStock() : (ownPart()?.meter?.left() ?? 0)),
      capacity: () => (rate === null ? 0 : capacityOf(rate)),
      perSecond: () => (rate === null ? Infinity : perSecondOf(rate)),
      learn(points) {
        if (rate === null || points === capacityOf(rate)) return;
        rate = withLimit(rate, points);
        tell({ kind: 'learned', points });
      },
    } satisfies Meter,
    pace: {
      msUntil: () => ownPart()?.pace.msUntil() ?? 0,
      perSecond: () => ownPart()?.pace.perSecond() ?? perSecond ?? Infinity,
      noteSent: () => ownPart()?.pace.noteSent(),
      noteAnswer() {
        ownPart()?.pace.noteAnswer();
        answered = [...ofLastSecond(answered), performance.now()];
      },
      noteRefusal(sentAt) {
        ownPart()?.pace.noteRefusal(sentAt);
        tell({ kind: 'refused', sentMs: performance.now() - sentAt, answered: ofLastSecond(answered).length });
      },
    } satisfies Pace,
  };
}

/** What is learned while nobody can be told is not kept without end. */
const MOST_UNTOLD = 20;

/** What a process goes by that cannot reach the others. */
type OwnPart = { readonly meter: Meter | null; readonly pace: Pace };

function createOwnPart(rate: Rate | null, part: number): OwnPart {
  const meter = rate && createMeter(ownPartOf(rate, part));
  // What was drawn before it was cut off may be all that there was.
  meter?.draw(meter.capacity());
  return { meter, pace: createPace() };
}

const rateOf = (perSecond: number): Rate => ({ burst: 1, perSecond });
