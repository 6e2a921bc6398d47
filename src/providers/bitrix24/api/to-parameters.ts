import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import { type SentCondition, keyOf } from '../calls/filter-fields.ts';
import type { SortableField } from '../calls/columns.ts';
import type { Command, Parameter, Parameters } from './wire.ts';

/** What is asked of the statistics. */
export type StatisticsQuestion = {
  readonly conditions: readonly SentCondition[];
  /** Starts that are wanted, whole seconds; a side that is open is not asked for. */
  readonly range?: TimeRange;
  /** Only ids above this one: the next page in the order of ids. */
  readonly afterId?: string;
  /** The vendor sorts by one field and promises nothing of ties. */
  readonly sort?: { readonly field: SortableField; readonly direction: 'ASC' | 'DESC' };
  /** Offset of the first row, which makes the vendor count; without it nothing is counted. */
  readonly offset?: number;
};

/** A question to voximplant.statistic.get, as the vendor spells it. */
export function toStatisticsParameters(question: StatisticsQuestion): Parameters {
  const { conditions, range, afterId, sort, offset } = question;
  const filter: Record<string, Parameter> = {};
  for (const condition of conditions) filter[keyOf(condition)] = toValue(condition);
  if (range && range.from !== -Infinity) filter['>=CALL_START_DATE'] = toVendorTime(range.from);
  // Both borders are included there, and no call starts between two seconds.
  if (range && range.to !== Infinity) filter['<=CALL_START_DATE'] = toVendorTime(range.to - SECOND_MS);
  if (afterId !== undefined) filter['>ID'] = afterId;
  return {
    FILTER: filter,
    ...(sort ? { SORT: sort.field, ORDER: sort.direction } : {}),
    start: offset ?? -1,
  };
}

/** A command of a batch: the method with its parameters in PHP's bracket notation. */
export function toCommandText({ method, parameters }: Command): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) append(query, name, value);
  return `${method}?${query.toString()}`;
}

/** A time with the offset that leaves nothing to guess. */
export const toVendorTime = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 19)}+00:00`;

function toValue({ type, operator, values }: SentCondition): Parameter {
  const sent = type === 'time' ? values.map((value) => toVendorTime(Number(value))) : values;
  return operator === 'in' || operator === 'outside' ? sent : (sent[0] ?? '');
}

function append(query: URLSearchParams, name: string, value: Parameter): void {
  if (typeof value !== 'object') return query.append(name, String(value));
  for (const [key, item] of Object.entries(value as Parameters)) append(query, `${name}[${key}]`, item);
}
