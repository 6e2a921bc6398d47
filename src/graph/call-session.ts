import type { CallSession } from '../domain/call-session.ts';
import type { AgentField, JoinedCall, QueueField } from '../loaders/joined-call.ts';
import { AgentRef } from './agent.ts';
import { always, builder, plainFieldsOf } from './builder.ts';
import { CallLegRef, toSessionLegs } from './call-leg.ts';
import { asks, weighs } from './demand.ts';
import { callSessionId } from './global-id.ts';
import { partOfCall, whenThere } from './join-calls.ts';
import { MoneyRef } from './money.ts';
import { NodeRef, idField } from './node.ts';
import { CallDirectionRef, CallKindRef, CallOutcomeRef, OutcomeDetailRef } from './outcome.ts';
import { PartyRef } from './party.ts';
import { providerField, providerOfRow } from './provider.ts';
import { QueueRef } from './queue.ts';
import { RecordingRef, toSessionRecordings } from './recording.ts';
import { CallSessionDetailsRef, detailsOf } from './vendor-details.ts';
import { vendorGraphOf } from './vendor-graph.ts';

export const CallSessionRef = builder.objectRef<JoinedCall>('CallSession');

const NO_FIELDS: ReadonlySet<AgentField> = new Set();
const QUEUE_FIELDS: ReadonlySet<QueueField> = new Set<QueueField>(['name']);

const callOf = ({ call }: JoinedCall): CallSession => call;

CallSessionRef.implement({
  scope: 'calls:read',
  description: 'One call, as one provider saw it.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: idField(t, ({ call }) => callSessionId(call)),
    provider: providerField(t, 'Which phone system it ran through.', ({ call }) => call),
    providerKey: t.id({
      nullable: false,
      description: 'Key of that provider, as Provider.key has it.',
      resolve: ({ call }) => call.provider,
    }),
    ...plainFieldsOf(t, callOf, {
      nativeId: ['ID!', "The provider's own id of the call."],
      startedAt: ['DateTime!', 'When it started, to the second.'],
      endedAt: ['DateTime', 'When it ended; null while it lasts, or where the provider does not say.'],
      durationSeconds: ['Int', 'From its start to its end, waiting included.'],
      talkSeconds: ['Int', 'How long people spoke.'],
      waitSeconds: ['Int', 'How long the caller waited until somebody answered.'],
      direction: [always(CallDirectionRef), 'Which way it went, seen from the company.'],
      kind: [always(CallKindRef), 'What sort of call it was.'],
      outcome: [always(CallOutcomeRef), 'How it ended, in words that mean the same for every provider.'],
      outcomeDetail: [OutcomeDetailRef, "The provider's own code and words for how it ended."],
      customer: [PartyRef, 'The person outside.', { scope: 'numbers:read' }],
      line: [PartyRef, "The company's number.", { scope: 'calls:read' }],
    }),
    agents: t.field({
      type: [AgentRef],
      extensions: asks('join'),
      description: 'Who took part, in the order the provider names them; null where it does not say.',
      resolve: (joined, _args, context) => partOfCall(joined, 'agents', { agents: NO_FIELDS }, context),
    }),
    queues: t.field({
      type: [QueueRef],
      extensions: asks('join'),
      description: 'The queues it waited in; null where the provider does not say.',
      resolve: (joined, _args, context) => partOfCall(joined, 'queues', { queues: QUEUE_FIELDS }, context),
    }),
    legs: t.field({
      type: [CallLegRef],
      extensions: asks('join'),
      description: 'Its connections in order of their start; empty where the provider has none (capabilities.hasLegs).',
      resolve: (joined, _args, context) =>
        whenThere(partOfCall(joined, 'legs', { legs: true }, context), (legs) => toSessionLegs(legs, joined)),
    }),
    recordings: t.field({
      type: [RecordingRef],
      extensions: asks('join'),
      description: 'Its recordings and voice mails; empty where it has none.',
      resolve: (joined, _args, context) =>
        whenThere(partOfCall(joined, 'recordings', { recordings: true }, context), (recordings) =>
          toSessionRecordings(recordings, joined),
        ),
    }),
    cost: t.field({
      type: MoneyRef,
      extensions: asks('join'),
      description: 'What the call cost the company.',
      resolve: (joined, _args, context) => partOfCall(joined, 'cost', { cost: true }, context),
    }),
    ...plainFieldsOf(t, callOf, {
      rating: ['Int', 'What the customer gave it, on the scale of the provider.'],
      note: ['String', 'What somebody wrote about it.', { scope: 'numbers:read' }],
    }),
    readAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When it was read: the moment before its vendor was asked for it.',
      resolve: ({ call }, _args, context) => call.readAt ?? context.now(),
    }),
    details: t.field({
      type: CallSessionDetailsRef,
      description: 'Every field that only its provider has, typed: ask with `... on CallgearCall { … }`.',
      resolve: ({ call }, _args, context) => detailsOf('callDetails', call, context),
    }),
    raw: t.field({
      type: 'JSON',
      scope: ['numbers:read', 'raw:read'],
      // Half of this as a rule; but objects take as long to write as texts of twice their length.
      extensions: weighs(3000),
      description:
        'What the provider sent, without secrets (keys, links that open a recording to anybody); whole numbers past 2^53 as text.',
      resolve({ call }, _args, context) {
        if (call.row == null) return null;
        context.noteRawRead(call);
        return vendorGraphOf(providerOfRow(call, context).kind)?.rawOf(call) ?? null;
      },
    }),
  }),
});

builder.objectField(CallLegRef, 'session', (t) =>
  t.field({ type: CallSessionRef, description: 'The call it is a part of.', resolve: ({ session }) => session }),
);

builder.objectField(RecordingRef, 'session', (t) =>
  t.field({ type: CallSessionRef, description: 'The call it is a recording of.', resolve: ({ session }) => session }),
);
