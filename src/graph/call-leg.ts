import { ProviderError, orThrow } from '../domain/provider-error.ts';
import type { CallLeg } from '../domain/call-leg.ts';
import type { Recording } from '../domain/recording.ts';
import type { JoinedCall, JoinedLeg } from '../loaders/joined-call.ts';
import { AgentRef } from './agent.ts';
import { always, builder, plainFieldsOf } from './builder.ts';
import { asks } from './demand.ts';
import { callLegId } from './global-id.ts';
import { joinCall, partOfCall, whenThere } from './join-calls.ts';
import { MoneyRef } from './money.ts';
import { NodeRef, idField } from './node.ts';
import { CallDirectionRef, CallOutcomeRef, OutcomeDetailRef } from './outcome.ts';
import { partOf } from './part-of.ts';
import { PartyRef } from './party.ts';
import { RecordingRef, toSessionRecordings } from './recording.ts';
import { CallLegDetailsRef, detailsOf } from './vendor-details.ts';

/** A leg, and the call it was reached through. */
type SessionLeg = JoinedLeg & { readonly session: JoinedCall };

export const CallLegRef = builder.objectRef<SessionLeg>('CallLeg');

const legOf = ({ leg }: SessionLeg): CallLeg => leg;

CallLegRef.implement({
  scope: 'calls:read',
  description: "One connection inside a call: the customer's, an agent's, a transfer's.",
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, ({ leg, session }) => callLegId(leg, session.call.startedAt)),
    ...plainFieldsOf(t, legOf, {
      nativeId: [
        'ID!',
        'The provider\'s own id, or where it has none the call\'s with the position of the leg ("…:0").',
      ],
      direction: [always(CallDirectionRef), 'Which way it went, seen from the company.'],
      startedAt: ['DateTime', 'When it began.'],
      durationSeconds: ['Int', 'How long it lasted.'],
      from: [PartyRef, 'Who called.', { scope: 'numbers:read' }],
      to: [PartyRef, 'Who was called.', { scope: 'numbers:read' }],
    }),
    agent: t.expose('agent', { type: AgentRef, extensions: asks('join'), description: 'The agent on it.' }),
    ...plainFieldsOf(t, legOf, {
      outcome: [always(CallOutcomeRef), 'How it ended.'],
      outcomeDetail: [OutcomeDetailRef, "The provider's own code and words for how it ended."],
    }),
    recordings: t.field({
      type: [RecordingRef],
      extensions: asks('join'),
      description: 'The recordings of the call that belong to this leg.',
      resolve: (leg, _args, context) =>
        whenThere(
          partOf(leg.recordings, async () => {
            const joined = await joinCall(leg.session.call, { legs: true, recordings: true }, context);
            return orThrow(sameLegOf(joined, leg)?.recordings ?? null);
          }),
          (recordings) => toSessionRecordings(recordings, leg.session),
        ),
    }),
    cost: t.field({
      type: MoneyRef,
      extensions: asks('join'),
      description: 'What this leg cost; the cost of the call is in CallSession.cost.',
      resolve: (leg, _args, context) =>
        partOf(leg.cost, async () => {
          const joined = await joinCall(leg.session.call, { legCosts: true }, context);
          return orThrow(sameLegOf(joined, leg)?.cost ?? null);
        }),
    }),
    details: t.field({
      type: CallLegDetailsRef,
      description: 'Every field that only its provider has, typed; null for providers that have none.',
      resolve: ({ leg }, _args, context) => detailsOf('legDetails', leg, context),
    }),
  }),
});

/** The legs of a call, each knowing its call. */
export const toSessionLegs = (legs: readonly JoinedLeg[] | null, session: JoinedCall): SessionLeg[] | null =>
  legs && legs.map((leg) => ({ ...leg, session }));

builder.objectField(RecordingRef, 'leg', (t) =>
  t.field({
    type: CallLegRef,
    extensions: asks('join'),
    description: 'The leg it was made of; null where it has the whole call, or the provider does not say.',
    resolve: ({ recording, session }, _args, context) =>
      whenThere(partOfCall(session, 'legs', { legs: true, recordings: true }, context), (legs) => {
        const leg = legs?.find((each) => isRecordingOf(each, recording));
        return leg ? { ...leg, session } : null;
      }),
  }),
);

const isRecordingOf = ({ leg, recordings }: JoinedLeg, { legId, nativeId }: Recording): boolean =>
  legId === undefined
    ? recordings != null &&
      !(recordings instanceof ProviderError) &&
      recordings.some((recording) => recording.nativeId === nativeId)
    : leg.nativeId === legId;

function sameLegOf(joined: JoinedCall, { leg }: SessionLeg): JoinedLeg | undefined {
  return orThrow(joined.legs ?? null)?.find((each) => each.leg.nativeId === leg.nativeId);
}
