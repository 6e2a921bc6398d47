import { withAgents } from '../domain/with-agents.ts';
import { builder } from './builder.ts';
import { CallSessionConnectionRef, NEWEST_FIRST, readTimeline } from './call-session-connection.ts';
import { CallSessionFilterRef, readCallSessionFilter } from './call-session-filter.ts';
import { CallSessionOrderRef } from './call-session-order.ts';
import { connectionArgs } from './connection.ts';
import { asks } from './demand.ts';
import { loadPart } from './part-of.ts';
import { PersonRef } from './person.ts';
import { demandArgs, readDemands } from './reading-demands.ts';
import { readSelected } from './selected.ts';

builder.objectField(PersonRef, 'callSessions', (t) =>
  t.field({
    type: CallSessionConnectionRef,
    extensions: asks('person-calls'),
    description:
      'The calls this person took part in, whichever of their agents it was, of all phone systems as one timeline.',
    args: {
      ...connectionArgs,
      ...demandArgs,
      filter: t.arg({ type: CallSessionFilterRef, description: 'Which of their calls are wanted.' }),
      orderBy: t.arg({ type: CallSessionOrderRef, description: 'Newest first when left out.' }),
    },
    resolve: (person, args, context, info) =>
      loadPart(async () => {
        const [{ range, filters }, { problems }] = await Promise.all([
          readCallSessionFilter(args.filter, context),
          context.loaders.people(),
        ]);
        const agents = Map.groupBy(person.agents, ({ provider }) => provider);
        const own = [...filters].map(([provider, filter]) => {
          const ids = agents.get(provider.key)?.map(({ nativeId }) => nativeId) ?? [];
          return [provider, withAgents(filter, ids)] as const;
        });
        const keys = new Set([...filters.keys()].map(({ key }) => key));
        const filter = {
          range,
          filters: new Map(own),
          // At a phone system whose directory could not be read, they may be somebody too.
          problems: problems.filter(({ provider }) => keys.has(provider)),
        };
        const demands = readDemands(args, context, info);
        const order = args.orderBy ?? NEWEST_FIRST;
        return readTimeline({ filter, args, demands, order }, readSelected(info, context), context);
      }),
  }),
);
