import { type FigureDimension, MAX_BUCKETS } from '../../figures/figures-request.ts';
import { DAY_MS, HOUR_MS } from '../../time/instant.ts';
import type { CalendarUnit } from '../../time/zone-calendar.ts';
import { lengthOf } from './filtered-lists.ts';

/** How many values a dimension has as a rule; of agents, queues and lines only the vendors know. */
const VALUES: Readonly<Record<Exclude<FigureDimension, 'PROVIDER'>, number>> = {
  DIRECTION: 4,
  KIND: 5,
  OUTCOME: 11,
  AGENT: 50,
  QUEUE: 10,
  LINE: 10,
  HOUR_OF_DAY: 24,
  DAY_OF_WEEK: 7,
};

const LENGTH_MS: Readonly<Record<CalendarUnit, number>> = {
  HOUR: HOUR_MS,
  DAY: DAY_MS,
  WEEK: 7 * DAY_MS,
  MONTH: 28 * DAY_MS,
};

/** How many buckets figures may have, by their arguments. */
export function bucketsOf({ filter, by, every }: Readonly<Record<string, unknown>>, providers: number): number {
  const dimensions = new Set(Array.isArray(by) ? (by as readonly FigureDimension[]) : []);
  const stretches = every == null ? 1 : Math.ceil(lengthOf(filter) / LENGTH_MS[every as CalendarUnit]) + 1;
  const values = [...dimensions].map((dimension) => (dimension === 'PROVIDER' ? providers : VALUES[dimension]));
  return Math.min(
    MAX_BUCKETS,
    values.reduce((product, count) => product * count, Math.max(1, stretches)),
  );
}
