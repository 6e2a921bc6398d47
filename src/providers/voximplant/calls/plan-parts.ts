import type { CallField, CallSelection } from '../../../domain/call-selection.ts';
import type { RowParts } from './row.ts';
import type { Parameters } from '../api/wire.ts';

/** What a session is asked with, and what is made of it. */
export type PartsPlan = { readonly switches: Parameters; readonly parts: RowParts };

const NEED_CALLS: readonly CallField[] = [
  'direction',
  'outcome',
  'outcomeDetail',
  'customer',
  'line',
  'legs',
  'agents',
  'cost',
];

const PARTS: RowParts = new Set(['agents', 'legs', 'recordings', 'cost']);

/** Asks for nested lists only where the selection reads them. */
export function planParts({ fields, details, raw }: CallSelection): PartsPlan {
  const isWhole = raw || details.has('*');
  return {
    switches: toSwitches({
      calls: isWhole || details.has('calls') || NEED_CALLS.some((field) => fields.has(field)),
      records: isWhole || details.has('records') || fields.has('recordings') || fields.has('cost'),
      otherResources: isWhole || details.has('otherResourceUsage') || fields.has('cost'),
    }),
    parts: PARTS.intersection(fields),
  };
}

/** The switches, all of them: the vendor switches other resources on by itself. */
export const toSwitches = (lists: { calls: boolean; records: boolean; otherResources: boolean }): Parameters => ({
  with_calls: String(lists.calls),
  with_records: String(lists.records),
  with_other_resources: String(lists.otherResources),
});
