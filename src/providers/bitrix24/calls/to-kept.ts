import type { CallSession } from '../../../domain/call-session.ts';
import { hideCells, namesOf } from '../../columns/hide-cells.ts';
import { COLUMNS } from './columns.ts';
import { type Portal, rowOf } from './row.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { toCallSession } from './to-call-session.ts';

/** Links in a row open what they lead to. */
export const LINKS: ReadonlySet<string> = new Set(namesOf(COLUMNS, 'link'));

/** The row as the vendor sent it, its links cut down to the host: they need no key, or carry one. */
export const toRaw = (call: CallSession): Readonly<Record<string, unknown>> => hideCells(rowOf(call), LINKS, toHost);

/** The call as it may be kept. What has to know a link whole, such as its opening, asks the portal again. */
export const toKept = (call: CallSession): CallSession => ({ ...call, row: toRaw(call) });

function toHost(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value === '') return '';
  const url = URL.parse(value);
  return url === null ? '…' : `${url.protocol}//${url.host}/…`;
}

/** A kept call made anew of its row, whose links are cut: what only they tell is not made. */
export function remap(call: CallSession, portal: Portal): CallSession | null {
  const made = toCallSession(rowOf(call), portal);
  if (made instanceof ProviderError) return null;
  const isNamed = (made.references?.sessionIds.length ?? 0) > 0;
  return { ...made, recordings: undefined, references: isNamed ? made.references : undefined };
}
