import { z } from 'zod';
import { askNode } from '../ask-graph.ts';
import { CALL_ROW, type CallRow, PARTY, type PartyRow, showCall, showKnown, showParty, showTime } from '../show.ts';
import { defineTool } from '../tool.ts';

const CALL = `query Call($id: ID!) {
  node(id: $id) {
    __typename
    ... on CallSession {
      ${CALL_ROW}
      kind endedAt outcomeDetail { code reason } cost { amount currency } rating note
      legs { startedAt durationSeconds outcome from ${PARTY} to ${PARTY} agent { displayName } }
      recordings { id kind durationSeconds isAvailable transcript { status } }
      related { via session { id startedAt providerKey outcome } }
    }
  }
}`;

type Call = CallRow & {
  readonly kind: string;
  readonly endedAt: string | null;
  readonly outcomeDetail: { readonly code: string | null; readonly reason: string | null } | null;
  readonly cost: { readonly amount: string; readonly currency: string | null } | null;
  readonly rating: number | null;
  readonly note: string | null;
  readonly legs: readonly Leg[] | null;
  readonly recordings: readonly Recording[] | null;
  readonly related: readonly Related[] | null;
};
type Leg = {
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  readonly outcome: string;
  readonly from: PartyRow | null;
  readonly to: PartyRow | null;
  readonly agent: { readonly displayName: string | null } | null;
};
type Recording = {
  readonly id: string;
  readonly kind: string;
  readonly durationSeconds: number | null;
  readonly isAvailable: boolean;
  readonly transcript: { readonly status: string } | null;
};
type Related = {
  readonly via: string;
  readonly session: Pick<CallRow, 'id' | 'startedAt' | 'providerKey' | 'outcome'>;
};

/** A call that was transferred for hours has more than a model can use. */
const MOST_PARTS = 20;

export const call = defineTool({
  name: 'call',
  title: 'One call',
  description:
    'Everything about one call by its id: its legs (who, when, how long), recordings with their ids, note, rating, cost, ' +
    'why it ended so, and the same call as other phone systems saw it.',
  input: { id: z.string().min(1).max(1000).describe('The id of a call, as other tools give it.') },
  scope: 'calls:read',
  documents: [CALL],
  async answer({ id }, ask) {
    const hint = 'call takes the id of a call, from find_calls';
    const { data, problems } = await askNode<Call>(ask, CALL, { id, type: 'CallSession', name: 'call', hint });
    return { ...show(data), problems };
  },
});

function show(found: Call) {
  const { kind, endedAt, outcomeDetail, cost, rating, note, legs, recordings, related } = found;
  const more = (legs ?? []).length - MOST_PARTS;
  return {
    ...showCall(found),
    ...showKnown({
      ...{ kind, endedAt: showTime(endedAt), rating, note },
      outcomeDetail: [outcomeDetail?.code, outcomeDetail?.reason].filter(Boolean).join(': '),
      cost: cost && [cost.amount, cost.currency].filter(Boolean).join(' '),
      legs: (legs ?? []).slice(0, MOST_PARTS).map(showLeg),
      moreLegs: more > 0 ? more : null,
      recordings: (recordings ?? []).slice(0, MOST_PARTS).map(showRecording),
      sameCallElsewhere: (related ?? []).slice(0, MOST_PARTS).map(({ via, session }) => ({
        id: session.id,
        startedAt: showTime(session.startedAt),
        provider: session.providerKey,
        outcome: session.outcome,
        via,
      })),
    }),
  };
}

const showLeg = ({ startedAt, durationSeconds, outcome, from, to, agent }: Leg) =>
  showKnown({
    startedAt: showTime(startedAt),
    durationSeconds,
    outcome,
    from: showParty(from),
    to: showParty(to),
    agent: agent?.displayName,
  });

const showRecording = ({ id, kind, durationSeconds, isAvailable, transcript }: Recording) =>
  showKnown({ id, kind, durationSeconds, isAvailable, transcript: transcript?.status });
