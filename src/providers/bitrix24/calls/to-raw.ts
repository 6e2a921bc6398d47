import type { CallSession } from '../../../domain/call-session.ts';
import { recordOf } from '../../../transport/read-wire.ts';

/** Links in a row open what they lead to. */
export const LINKS: ReadonlySet<string> = new Set(['CALL_RECORD_URL', 'CALL_LOG']);

/** The row as the vendor sent it, its links cut down to the host: they need no key, or carry one. */
export function toRaw(call: CallSession): Readonly<Record<string, unknown>> {
  const row = recordOf(call.row);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, LINKS.has(name) ? toHost(value) : value]),
  );
}

function toHost(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value === '') return '';
  const url = URL.parse(value);
  return url === null ? '…' : `${url.protocol}//${url.host}/…`;
}
