import type { CallSession } from '../../../domain/call-session.ts';
import { withRows } from '../../columns/hide-cells.ts';
import { type Row, rowOf } from './row.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { Account } from '../api/read-fields.ts';
import { toCallSession } from './to-call-session.ts';

/** The row as Zoom sent it. No link is among its documented fields; one that comes all the same stays here. */
export const toRaw = (call: CallSession): Row => withoutLinks(rowOf(call)) as Row;

/** The call as it may be kept: its rows without the links that lead to recordings. */
export const toKept = (call: CallSession): CallSession => withRows(call, withoutLinks);

/** The same value without anything that leads to a file, at any depth. */
function withoutLinks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLinks);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !/(_url|_token)$/.test(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutLinks(inner)]));
}

/** A kept call made anew of its row, which holds the rows of its legs. */
export function remap(call: CallSession, account: Account): CallSession | null {
  const made = toCallSession(call.row, account, 'detail');
  return made instanceof ProviderError ? null : { ...made, recordings: undefined };
}
