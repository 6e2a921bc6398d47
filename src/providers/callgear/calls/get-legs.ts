import type { CallLeg } from '../../../domain/call-leg.ts';
import { type CallSession, compareText } from '../../../domain/call-session.ts';
import type { Slot } from '../../../domain/provider-error.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import type { Account } from '../api/account.ts';
import { joinReport } from './join-report.ts';
import { toCallLeg } from './to-call-leg.ts';
import type { LegRow } from '../api/wire.ts';

/** The legs of each call, in order of start: the report names their calls, so that a hundred calls are one question. */
export async function getLegs(
  calls: readonly CallSession[],
  account: Account,
  signal: AbortSignal,
): Promise<Slot<readonly CallLeg[]>[]> {
  const zone = calls.length === 0 ? null : await account.zone(signal);
  return joinReport(calls, account, signal, account.client.callLegsReport, (call, rows: readonly LegRow[]) => {
    const context = { provider: account.provider, zone: zone!, defaultCountry: account.defaultCountry };
    const legs = rows.map((row) => toCallLeg(recordOf(row), context)).filter((leg) => leg !== null);
    const distinct = new Map(legs.filter((leg) => leg.sessionId === call.nativeId).map((leg) => [leg.nativeId, leg]));
    return [...distinct.values()].sort(
      (a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || compareText(a.nativeId, b.nativeId),
    );
  });
}
