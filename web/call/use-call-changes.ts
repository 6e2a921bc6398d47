import { useEffect, useEffectEvent, useState } from 'react';
import { useClient } from 'urql';
import { useEvery } from '../parts/use-every.ts';
import { followChanges } from '../timeline/follow-changes.ts';

type WatchedCall = {
  readonly id: string;
  readonly providerKey: string;
  readonly startedAt: string;
  readonly outcome: string;
};

const SECOND_MS = 1000;
/** How often a call that goes on is asked for again: where nothing is kept, no changes are told. */
const AGAIN_MS = 15_000;

/** Asks for a call again when it has changed; what is shown stays meanwhile. Tells whether it is gone. */
export function useCallChanges(call: WatchedCall | null, readAgain: () => void): boolean {
  const client = useClient();
  const [isGone, setGone] = useState(false);
  const onChanged = useEffectEvent(readAgain);
  useEffect(() => {
    if (call === null) return;
    return followChanges({
      client,
      filter: filterOf(call),
      after: null,
      onState() {},
      onMissed: () => onChanged(),
      onChanges(changes) {
        const change = changes.findLast(({ sessionId }) => sessionId === call.id);
        if (change === undefined) return;
        setGone(change.session === null);
        if (change.session !== null) onChanged();
      },
      onBegunAnew: () => onChanged(),
    });
  }, [client, call?.id]);
  useEvery(AGAIN_MS, () => {
    if (call?.outcome === 'ONGOING') readAgain();
  });
  return isGone;
}

/** Calls that started in the same second of the same system: a change of the feed cannot be asked for by id. */
function filterOf({ providerKey, startedAt }: WatchedCall) {
  const to = new Date(Date.parse(startedAt) + SECOND_MS).toISOString();
  return { providers: [providerKey], startedAt: { from: startedAt, to } };
}
