import type { CallLegsFragment } from '../graph/generated/graphql.ts';
import { texts } from '../texts.ts';
import { partyName } from './party-name.ts';

type Leg = NonNullable<CallLegsFragment['legs']>[number];

/** The agent on a leg, or whom it connects: a leg that came in is the caller's. */
export const whoOf = ({ agent, direction, from, to }: Leg): string =>
  agent === null ? partyName(direction === 'INBOUND' ? from : to) : (agent.displayName ?? texts.call.unnamed);
