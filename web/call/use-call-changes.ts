import { useEffect, useState } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '../graph/generated/index.ts';
import { useEvery } from '../parts/use-every.ts';

/** Only changes of calls that started in the same second of the same system are asked for. */
const CallChanges = graphql(`
  subscription CallChanges($filter: CallSessionFilter!) {
    callSessionChanges(filter: $filter) {
      kind
      sessionId
    }
  }
`);

type WatchedCall = {
  readonly id: string;
  readonly providerKey: string;
  readonly startedAt: string;
  readonly outcome: string;
};

const SECOND_MS = 1000;
/** How often a call that goes on is asked for again where no changes are told: nothing is kept there. */
const AGAIN_MS = 15_000;

/** Asks for a call again when it has changed, without a change of what is shown meanwhile. Tells whether it is gone. */
export function useCallChanges(call: WatchedCall | null, readAgain: () => void): boolean {
  const [isGone, setGone] = useState(false);
  const [{ data, error }] = useSubscription({
    query: CallChanges,
    variables: { filter: call === null ? {} : toFilter(call) },
    pause: call === null,
  });
  const change = data?.callSessionChanges;
  useEffect(() => {
    if (call === null || change?.sessionId !== call.id) return;
    setGone(change.kind === 'REMOVED');
    if (change.kind !== 'REMOVED') readAgain();
  }, [change]);
  useEvery(AGAIN_MS, () => {
    if (error !== undefined && call?.outcome === 'ONGOING') readAgain();
  });
  return isGone;
}

function toFilter({ providerKey, startedAt }: WatchedCall) {
  const to = new Date(Date.parse(startedAt) + SECOND_MS).toISOString();
  return { providers: [providerKey], startedAt: { from: startedAt, to } };
}
