import type { Instant } from '../time/instant.ts';
import { refuseReversed } from '../domain/refuse-reversed.ts';
import { builder } from './builder.ts';

export const DateTimeRangeRef = builder.inputType('DateTimeRange', {
  description: 'A span of time. An end left out is open.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'The first moment that belongs to it.' }),
    to: t.field({ type: 'DateTime', description: 'The first moment that no longer belongs to it.' }),
  }),
});

export const IntRangeRef = builder.inputType('IntRange', {
  description: 'A range of whole numbers. An end left out is open.',
  fields: (t) => ({
    min: t.int({ description: 'The smallest number that belongs to it.' }),
    max: t.int({ description: 'The largest number that belongs to it.' }),
  }),
});

type Ends<Value> = { readonly from?: Value; readonly to?: Value };

/** The ends a client gave; throws BAD_FILTER where the end lies before the start. */
export function readDateTimeRange(
  input: { from?: Instant | null | undefined; to?: Instant | null | undefined },
  path: string,
): Ends<Instant> {
  refuseReversed(input.from, input.to, path);
  return { ...(input.from != null && { from: input.from }), ...(input.to != null && { to: input.to }) };
}

/** Likewise for whole numbers. */
export function readIntRange(
  input: { min?: number | null | undefined; max?: number | null | undefined },
  path: string,
): { readonly min?: number; readonly max?: number } {
  refuseReversed(input.min, input.max, path);
  return { ...(input.min != null && { min: input.min }), ...(input.max != null && { max: input.max }) };
}
