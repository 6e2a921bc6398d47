import type { CallSession } from '../domain/call-session.ts';
import type { Party } from '../domain/party.ts';
import type { KeepingProvider } from './reading.ts';
import { SECOND_MS } from '../time/instant.ts';
import { type Account, CALL_PARTS, type HistoryStore, type KeptCall, type ReadCall } from './store/history-store.ts';

const CALLS_AT_ONCE = 500;
const EVER = { from: 0, to: 253_402_300_800 * SECOND_MS };

/**
 * Makes kept calls what they would be under today's settings, without asking anybody: a default country decides how
 * numbers are read.
 */
export async function remapParties(
  store: HistoryStore,
  account: Account,
  { keeping: { defaultCountry } }: KeepingProvider,
): Promise<void> {
  let { from } = EVER;
  while (from < EVER.to) {
    const question = { account, range: { from, to: EVER.to }, direction: 'ASC', limit: CALLS_AT_ONCE } as const;
    const { calls, through } = await store.readPage({ ...question, parts: CALL_PARTS });
    if (calls.length > 0)
      await store.remap({ account, lease: null, calls: calls.map((kept) => toReadCall(kept, defaultCountry)) });
    from = through;
  }
  await store.finishRemapping(account);
}

function toReadCall({ call }: KeptCall, defaultCountry: string | null): ReadCall {
  const inCountry = (party: Party | null): Party | null => party && { ...party, defaultCountry };
  const { legs, recordings: _recordings, ...session } = call;
  const mapped: CallSession = {
    ...session,
    legs: undefined,
    recordings: undefined,
    customer: inCountry(call.customer),
    line: inCountry(call.line),
  };
  return {
    nativeId: call.nativeId,
    call: mapped,
    ...(legs !== undefined && {
      legs: legs && legs.map((leg) => ({ ...leg, from: inCountry(leg.from), to: inCountry(leg.to) })),
    }),
  };
}
