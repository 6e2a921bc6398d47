import type { CallSession } from '../../../domain/call-session.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { Log } from '../../../transport/log.ts';
import type { Portal } from '../api/portal.ts';
import { toCallSession } from './to-call-session.ts';

/** Calls in the order they came in, and what could not be read. */
export type ReadRows = { readonly calls: readonly CallSession[]; readonly problems: readonly ProviderError[] };

/** The same with a place for each row, null where it could not be read. */
export type ReadSlots = ReadRows & { readonly slots: readonly (CallSession | null)[] };

/** Reads rows of one list. A row that cannot be read is left out, logged, and reported once however often it comes. */
export function createRowReader(portal: Portal, log: Log): (rows: readonly unknown[]) => ReadSlots {
  const reported = new Set<string>();
  return (rows) => {
    const problems: ProviderError[] = [];
    const slots = rows.map((row) => {
      const call = toCallSession(row, portal);
      if (!(call instanceof ProviderError)) return call;
      if (!reported.has(call.message)) {
        reported.add(call.message);
        log.warn({ provider: portal.provider }, call.message);
        problems.push(call);
      }
      return null;
    });
    return { slots, calls: slots.filter((call) => call !== null), problems };
  };
}
