import type { CallSession } from '../../../domain/call-session.ts';
import { DAY_MS, SECOND_MS } from '../../../time/instant.ts';
import { ProviderError, type Slot } from '../../../domain/provider-error.ts';
import { idOrNull } from '../../../transport/read-wire.ts';
import type { Account } from '../api/account.ts';
import { askInHalves } from '../api/ask-in-halves.ts';
import { MAX_PAGE, type Report } from '../api/client.ts';
import { groupByTime } from '../api/group-by-time.ts';
import { readWhole } from '../api/read-whole.ts';
import type { LegRow } from '../api/wire.ts';
import { LONGEST_MS, widened } from './windows.ts';

/** No call lasts longer: where a row names no end, legs are looked for so far. */
const LONGEST_CALL_MS = DAY_MS;

type Joined = { readonly call_session_id?: LegRow['call_session_id'] };

/** Asks a report whose rows name their calls, many calls a question, and makes a value of each call's rows. */
export async function joinReport<Row extends Joined, Value>(
  calls: readonly CallSession[],
  account: Account,
  signal: AbortSignal,
  ask: Report<Row>,
  toValue: (call: CallSession, rows: readonly Row[]) => Value,
): Promise<Slot<Value>[]> {
  signal.throwIfAborted();
  const distinct = [...new Map(calls.map((call) => [call.nativeId, call])).values()];
  const values = new Map<string, Slot<Value>>();
  const groups = groupByTime(distinct, (call) => call.startedAt, LONGEST_MS - LONGEST_CALL_MS);
  const failures: ProviderError[] = [];
  const zone = groups.length === 0 ? null : await account.zone(signal);
  await Promise.all(
    groups.map(async ({ items, from }) => {
      // The range tests the leg's own start, and a transfer may begin long after the call.
      const ends = items.map((call) => call.endedAt ?? Math.min(call.startedAt + LONGEST_CALL_MS, account.now()));
      const to = Math.min(Math.max(...ends), from + LONGEST_MS - SECOND_MS) + SECOND_MS;
      const span = widened({ from, to: Math.max(to, from + SECOND_MS) }, zone!);
      try {
        const rows = await askInHalves(
          items.map((call) => call.nativeId),
          'call_session_id',
          (filter) => readWhole((offset) => ask({ zone: zone!, span, filter, limit: MAX_PAGE, offset }, signal)),
        );
        const byCall = Map.groupBy(rows, (row) => idOrNull(row.call_session_id));
        for (const call of items) values.set(call.nativeId, toValue(call, byCall.get(call.nativeId) ?? []));
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        failures.push(error);
        for (const call of items) values.set(call.nativeId, error);
      }
    }),
  );
  const [failure] = failures;
  if (failure && failures.length === groups.length) throw failure;
  return calls.map((call) => values.get(call.nativeId) ?? null);
}
