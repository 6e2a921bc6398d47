import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { Keeping } from '../domain/keeping.ts';
import type { Party } from '../domain/party.ts';
import { SECOND_MS } from '../time/instant.ts';
import type { KeepingProvider } from './reading.ts';
import type { Account } from './store/account.ts';
import type { HistoryStore } from './store/history-store.ts';
import { CALL_PARTS, type ReadCall } from './store/vendor-reading.ts';

const CALLS_AT_ONCE = 500;
const EVER = { from: 0, to: 253_402_300_800 * SECOND_MS };

/**
 * Makes kept calls what today's mapper makes of their vendor's rows under today's settings, without asking anybody. Says how
 * many there were. One that breaks off begins again.
 */
export async function remapCalls(
  store: HistoryStore,
  account: Account,
  { keeping }: KeepingProvider,
  signal: AbortSignal,
): Promise<number> {
  let remade = 0;
  for (let { from } = EVER; from < EVER.to;) {
    signal.throwIfAborted();
    const question = { account, range: { from, to: EVER.to }, direction: 'ASC', limit: CALLS_AT_ONCE } as const;
    const { calls, through } = await store.readPage({ ...question, parts: CALL_PARTS });
    if (calls.length > 0)
      await store.remap({ account, lease: null, calls: calls.map(({ call }) => toReadCall(call, keeping)) });
    remade += calls.length;
    from = through;
  }
  await store.finishRemapping(account);
  return remade;
}

function toReadCall(kept: CallSession, keeping: Keeping): ReadCall {
  const { legs, ...call } = remake(kept, keeping);
  return {
    nativeId: kept.nativeId,
    call: { ...call, legs: undefined, recordings: undefined },
    ...(kept.legs !== undefined && { legs: legs ?? null }),
  };
}

/** What its row does not tell, stays as it was read. */
function remake(kept: CallSession, keeping: Keeping): CallSession {
  const made = keeping.remap(kept);
  if (made === null) return kept;
  const known = new Map(kept.legs?.map((leg) => [leg.nativeId, leg]));
  const told = Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
  return {
    ...kept,
    ...told,
    row: kept.row,
    line: withName(made.line, kept.line),
    legs:
      made.legs === undefined ? kept.legs : (made.legs?.map((leg) => remakeLeg(leg, known.get(leg.nativeId))) ?? null),
  };
}

const remakeLeg = (made: CallLeg, kept: CallLeg | undefined): CallLeg => ({
  ...made,
  agent: made.agent ?? kept?.agent ?? null,
  cost: made.cost === undefined ? kept?.cost : made.cost,
  row: kept?.row ?? made.row,
});

const withName = (made: Party | null, kept: Party | null): Party | null =>
  made && { ...made, displayName: made.displayName ?? kept?.displayName ?? null };
