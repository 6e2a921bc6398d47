import { floorToSecond } from '../time/instant.ts';
import { builder } from './builder.ts';
import { CallSessionRef } from './call-session.ts';
import { asks } from './demand.ts';
import { loadCalls } from './load-calls.ts';
import { orThrow } from '../domain/provider-error.ts';
import { answerPartly } from './partial-answer.ts';
import { planCalls } from './plan-calls.ts';
import { providerOfArgument } from './provider.ts';
import { demandArgs, readDemands } from './reading-demands.ts';
import { readSelected } from './selected.ts';

builder.queryField('callSession', (t) =>
  t.field({
    scope: 'calls:read',
    type: CallSessionRef,
    extensions: asks('look-up'),
    description: 'One call by the id its own provider gave it; null where the provider has none of this id.',
    args: {
      provider: t.arg.id({ required: true, description: 'Key of the provider, as Provider.key has it.' }),
      nativeId: t.arg.id({ required: true, description: "The provider's own id of the call." }),
      startedAt: t.arg({
        type: 'DateTime',
        description: 'When the call started, where that is known: it spares some vendors a search.',
      }),
      ...demandArgs,
    },
    async resolve(_root, args, context, info) {
      const demands = readDemands(args, context, info);
      const provider = providerOfArgument(args.provider, context);
      const startedAt = args.startedAt == null ? undefined : floorToSecond(args.startedAt);
      const key = { nativeId: args.nativeId, startedAt };
      const plan = planCalls({ sessions: [readSelected(info, context)] });
      const scope = { ...context, loaders: demands.loaders };
      const { calls } = answerPartly(demands, await loadCalls([{ provider: provider.key, key }], plan, scope));
      const [call = null] = calls;
      return orThrow(call);
    },
  }),
);
