import type { CallDirection, CallKind, CallOutcome, OutcomeDetail } from '../domain/outcome.ts';
import { builder, plainFields } from './builder.ts';

type Described<Value extends string> = Record<Value, { readonly description: string }>;

export const CallDirectionRef = builder.enumType('CallDirection', {
  description: 'Which way a call went, seen from the company.',
  values: {
    INBOUND: { description: 'Somebody outside called the company.' },
    OUTBOUND: { description: 'The company called somebody outside.' },
    INTERNAL: { description: 'Both sides belong to the company.' },
    UNKNOWN: { description: 'The provider does not say.' },
  } as const satisfies Described<CallDirection>,
});

export const CallKindRef = builder.enumType('CallKind', {
  description: 'What sort of call it was.',
  values: {
    CALL: { description: 'An ordinary call between people.' },
    CALLBACK: { description: 'A call back that somebody asked for, for example on a web page.' },
    ANNOUNCEMENT: { description: 'A recorded message played to whoever answered, without an agent.' },
    FAX: { description: 'A fax.' },
    OTHER: { description: 'Something else: see details.' },
  } as const satisfies Described<CallKind>,
});

export const CallOutcomeRef = builder.enumType('CallOutcome', {
  description:
    "How a call ended, in words that mean the same for every provider. The provider's own are in outcomeDetail.",
  values: {
    ANSWERED: { description: 'Two people spoke.' },
    MISSED: { description: 'It rang, and nobody answered.' },
    ABANDONED: { description: 'The caller hung up while waiting, in a menu or a queue.' },
    BUSY: { description: 'The number called was busy.' },
    DECLINED: { description: 'Whoever was called refused it.' },
    CANCELLED: { description: 'Whoever called gave up before it was answered.' },
    VOICEMAIL: { description: 'The caller reached voice mail.' },
    FAILED: { description: 'It could not be connected: a wrong number, a network, no credit.' },
    BLOCKED: { description: 'A rule of the company kept it away: a black list, closed hours, a forbidden direction.' },
    ONGOING: { description: 'It has not ended yet.' },
    UNKNOWN: { description: 'The provider does not say, or says something nobody has documented: see outcomeDetail.' },
  } as const satisfies Described<CallOutcome>,
});

export const OutcomeDetailRef = builder.objectRef<OutcomeDetail>('OutcomeDetail').implement({
  scope: 'calls:read',
  description: "The provider's own code and words for how a call ended.",
  fields: (t) =>
    plainFields(t, {
      code: ['String', 'As sent: "603-S", "486", "subscriber_busy".'],
      reason: ['String', "The provider's explanation, for people to read.", { scope: 'numbers:read' }],
    }),
});
