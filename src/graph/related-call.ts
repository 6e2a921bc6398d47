import type { Scope } from '../domain/caller.ts';
import type { RelationEvidence } from '../domain/call-references.ts';
import { type RelatedCall, relatedKey } from '../loaders/joined-call.ts';
import { always, builder, plainFields } from './builder.ts';
import { CallSessionRef } from './call-session.ts';
import { asks } from './demand.ts';
import { joinCall } from './join-calls.ts';
import { orThrow } from '../domain/provider-error.ts';
import { partOf } from './part-of.ts';
import { planCalls } from './plan-calls.ts';
import {
  DEFAULT_TOLERANCE_SECONDS,
  DEFAULT_VIA,
  MOST_TOLERANCE_SECONDS,
  readRelatedQuestion,
} from './related-question.ts';
import { readSelected } from './selected.ts';

const RelationEvidenceRef = builder.enumType('RelationEvidence', {
  description: 'Why two calls of different providers count as one real call, the strongest evidence first.',
  values: {
    SHARED_SESSION_ID: { description: 'Both name the same telephony session: one ran it, the other wrote it down.' },
    SHARED_EXTERNAL_ID: {
      description: "One carries the other's id, or both carry the id that an outside system gave.",
    },
    SAME_NUMBER_AND_TIME: {
      scope: 'numbers:read',
      description:
        'The same customer number, the same direction, and starts no further apart than toleranceSeconds. A good guess, and no proof.',
    },
  } as const satisfies Record<RelationEvidence, { readonly description: string; readonly scope?: Scope }>,
});

const RelatedCallSessionRef = builder.objectRef<RelatedCall>('RelatedCallSession').implement({
  scope: 'calls:read',
  description: 'The same real call, as another provider saw it.',
  fields: (t) =>
    plainFields(t, {
      session: [always(CallSessionRef), 'The call of the other provider.'],
      via: [always(RelationEvidenceRef), 'What tells that it is the same call: the strongest of what was asked for.'],
    }),
});

builder.objectField(CallSessionRef, 'related', (t) =>
  t.field({
    type: [RelatedCallSessionRef],
    extensions: asks('related'),
    description:
      'The same real call, as other providers saw it, each once; empty where none did. Null, beside an error, where a provider that may have it could not be asked.',
    args: {
      via: t.arg({
        type: [RelationEvidenceRef],
        defaultValue: [...DEFAULT_VIA],
        description: 'What counts as the same call. An empty list: nothing, and nobody is asked.',
      }),
      toleranceSeconds: t.arg.int({
        defaultValue: DEFAULT_TOLERANCE_SECONDS,
        description: `How far apart two starts may lie for SAME_NUMBER_AND_TIME: 0 to ${MOST_TOLERANCE_SECONDS}.`,
      }),
    },
    resolve: (joined, args, context, info) => {
      const question = readRelatedQuestion(args);
      const key = relatedKey(question);
      return partOf(joined.related?.get(key), async () => {
        const plan = planCalls({ sessions: [readSelected(info, context).below('session')] });
        const { related } = await joinCall(joined.call, { related: { ...plan, questions: [question] } }, context);
        return orThrow(related?.get(key) ?? null);
      });
    },
  }),
);
