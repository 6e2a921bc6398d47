import type { Rate } from '../rate.ts';

/** Limits of one vendor account that several processes draw from: written down where all of them reach it. */
export type SharedBudget = {
  /** Draws as many of the wanted points as there are, and tells what was learned. Null where the others cannot be reached. */
  draw(label: string, wanted: Wanted): Promise<Drawn | null>;
  /** While the others cannot be reached: what this process may do by itself. */
  alone(): Alone | null;
  /** How many processes draw, this one included, as far as is known. */
  processes(): number;
};

/** From then on, a process may draw this part of every limit without asking. */
export type Alone = { readonly part: number; readonly inMs: number };

/** What a process wants of a label, and what it has to tell. */
export type Wanted = {
  /** What the vendor lets through, as far as this process knows; null where nobody does. */
  readonly rate: Rate | null;
  /** 0 where there is only something to tell. */
  readonly points: number;
  /** So many are to be left to others. */
  readonly spare: number;
  /** Points are used within so many milliseconds after they were drawn: until then they count as not yet drawn. */
  readonly usedWithinMs: number;
  readonly news: readonly News[];
};

/** What a vendor has said to one process, so many milliseconds ago. */
export type News = { readonly agoMs: number } & Lesson;

export type Lesson =
  | { readonly kind: 'pause'; readonly ms: number }
  /** One too many, sent so long before that; so many were answered in the second before. */
  | { readonly kind: 'refused'; readonly sentMs: number; readonly answered: number }
  /** The limit itself, which wins over what was assumed. */
  | { readonly kind: 'learned'; readonly points: number }
  /**
   * So many are left until a period ends, says the reply to a request that was sent so long before; as many requests as
   * `unseen` were at the vendor then, and may not be counted yet.
   */
  | {
      readonly kind: 'left';
      readonly period: string;
      readonly points: number;
      readonly ms: number;
      readonly sentMs: number;
      readonly unseen: number;
    };

export type Drawn = {
  readonly points: number;
  /** Milliseconds until it is worth asking again, where fewer points were there than wanted; 0 otherwise. */
  readonly waitMs: number;
  /** For how long the vendor wants the label left alone. */
  readonly pausedMs: number;
  /** The pace that refusals have taught, of all processes together; null for none. */
  readonly perSecond: number | null;
  /** The limit as somebody has learned it; null where nobody has. */
  readonly learned: number | null;
};
