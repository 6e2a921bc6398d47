import type { CallSession } from '../../../domain/call-session.ts';
import { type Money, readDecimal, sumDecimals } from '../../../domain/money.ts';
import type { Slot } from '../../../domain/provider-error.ts';
import type { CallCosts } from '../../../domain/provider.ts';
import { textOrNull } from '../../../transport/read-wire.ts';
import type { Account } from '../api/account.ts';
import { joinReport } from './join-report.ts';
import type { ChargeRow } from '../api/wire.ts';

/** What each call and its legs cost. Charges come when billing is done: none yet is not known, and not zero. */
export async function getCosts(
  calls: readonly CallSession[],
  account: Account,
  signal: AbortSignal,
): Promise<Slot<CallCosts>[]> {
  const currency = calls.length === 0 ? null : await account.currency(signal);
  return joinReport(calls, account, signal, account.client.chargesReport, (_call, rows: readonly ChargeRow[]) => {
    const charges = rows.flatMap((row) => {
      const amount = readDecimal(textOrNull(row.total_charge));
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
