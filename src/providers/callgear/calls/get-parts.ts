import { inOrderOfId, onceById } from '../../../domain/native-id.ts';
import type { CallLeg } from '../../../domain/call-leg.ts';
import { type CallSession } from '../../../domain/call-session.ts';
import type { Slot } from '../../../domain/provider-error.ts';
import { idOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { collectFailures } from '../../collect-failures.ts';
import type { Account } from '../api/account.ts';
import { toCallLeg } from './to-call-leg.ts';
import type { RowWith } from '../api/wire.ts';
import { type Money, readDecimal, sumDecimals } from '../../../domain/money.ts';
import type { CallCosts } from '../../../domain/provider.ts';
import { DAY_MS, SECOND_MS } from '../../../time/instant.ts';
import { askInHalves, groupByTime, isOneOf } from '../api/ask-in-parts.ts';
import type { Report } from '../api/client.ts';
import { LONGEST_MS, widened } from './windows.ts';

/** The legs of each call, in order of start: the report names their calls, so that a hundred calls are one question. */
export async function getLegs(
  calls: readonly CallSession[],
  account: Account,
  signal: AbortSignal,
): Promise<Slot<readonly CallLeg[]>[]> {
  const zone = calls.length === 0 ? null : await account.zone(signal);
  return joinReport(calls, account, signal, account.client.callLegsReport, (call, rows) => {
    const context = { provider: account.provider, zone: zone!, defaultCountry: account.defaultCountry };
    const legs = rows.map((row) => toCallLeg(recordOf(row), context)).filter((leg) => leg !== null);
    const own = inOrderOfId(legs.filter((leg) => leg.sessionId === call.nativeId));
    return own.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
  });
}

/** What each call and its legs cost. Charges come when billing is done: none yet is not known, and not zero. */
export async function getCosts(
  calls: readonly CallSession[],
  account: Account,
  signal: AbortSignal,
): Promise<Slot<CallCosts>[]> {
  const currency = calls.length === 0 ? null : await account.currency(signal);
  return joinReport(calls, account, signal, account.client.chargesReport, (_call, rows) => {
    const charges = rows.flatMap((row) => {
      const amount = readDecimal(row.total_charge);
      return amount === null ? [] : [{ legId: textOrNull(row.leg_id), amount }];
    });
    // An amount without a currency would be added to others that it cannot be added to.
    if (currency === null) return { session: null, legs: new Map<string, Money>() };
    const legs = new Map<string, Money>();
    for (const [legId, parts] of Map.groupBy(charges, (charge) => charge.legId)) {
      const amount = sumDecimals(parts.map((part) => part.amount));
      if (legId !== null && amount !== null) legs.set(legId, { amount, currency });
    }
    const amount = sumDecimals(charges.map((charge) => charge.amount));
    return { session: amount === null ? null : { amount, currency }, legs };
  });
}

/** No call lasts longer: where a row names no end, legs are looked for so far. */
const LONGEST_CALL_MS = DAY_MS;

/** Asks a report whose rows name their calls, many calls a question, and makes a value of each call's rows. */
async function joinReport<Row extends RowWith<'call_session_id'>, Value>(
  calls: readonly CallSession[],
  account: Account,
  signal: AbortSignal,
  ask: Report<Row>,
  toValue: (call: CallSession, rows: readonly Row[]) => Value,
): Promise<Slot<Value>[]> {
  signal.throwIfAborted();
  const values = new Map<string, Slot<Value>>();
  const groups = groupByTime(onceById(calls), (call) => call.startedAt, LONGEST_MS - LONGEST_CALL_MS);
  if (groups.length === 0) return [];
  const zone = await account.zone(signal);
  await collectFailures(
    groups,
    async ({ items, from }) => {
      // The range tests the leg's own start, and a transfer may begin long after the call.
      const ends = items.map((call) => call.endedAt ?? Math.min(call.startedAt + LONGEST_CALL_MS, account.now()));
      const to = Math.min(Math.max(...ends), from + LONGEST_MS - SECOND_MS) + SECOND_MS;
      const span = widened({ from, to: Math.max(to, from + SECOND_MS) }, zone);
      const ids = items.map((call) => BigInt(call.nativeId));
      const rows = await askInHalves(ids, (some) =>
        ask({ zone, span, filter: isOneOf('call_session_id', some) }, signal),
      );
      const byCall = Map.groupBy(rows, (row) => idOrNull(row.call_session_id));
      for (const call of items) values.set(call.nativeId, toValue(call, byCall.get(call.nativeId) ?? []));
    },
    ({ items }, error) => {
      for (const call of items) values.set(call.nativeId, error);
    },
  );
  return calls.map((call) => values.get(call.nativeId) ?? null);
}
