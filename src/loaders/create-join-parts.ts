import type { CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { JoinedPart } from '../domain/filter-parts.ts';
import type { Provider } from '../domain/provider.ts';
import type { Loaders } from './index.ts';
import type { AgentField, KnownAgent } from './joined-call.ts';
import { joinPage } from './join-page.ts';

/**
 * Makes the `joinParts` of timelines and figures: the calls, carrying the parts that a filter or a figure reads. Nothing beyond who took part is
 * asked for, with their names where a filter reads them, and what is loaded here is not loaded again when the page is joined.
 */
export const createJoinParts =
  (loaders: Loaders) =>
  async (
    _provider: Provider,
    calls: readonly CallSession[],
    parts: ReadonlySet<JoinedPart>,
  ): Promise<(CallSession | ProviderError)[]> => {
    const joins = {
      ...((parts.has('agents') || parts.has('agentNames')) && {
        agents: parts.has('agentNames') ? NAMES : NO_FIELDS,
      }),
      ...(parts.has('queues') && { queues: NO_FIELDS }),
      recordings: parts.has('recordings'),
      cost: parts.has('cost'),
    };
    const [page, returned] = await Promise.all([
      joinPage(calls, joins, loaders),
      parts.has('isReturned') ? Promise.all(calls.map((call) => loaders.returned.part(call))) : [],
    ]);
    return calls.map((call, index) => {
      const { agents, queues, recordings, cost } = page.of(call);
      const isReturned = returned[index];
      const nameless = Array.isArray(agents)
        ? (agents as readonly KnownAgent[]).flatMap(({ problem }) => problem ?? [])
        : [];
      const failure = [agents, queues, recordings, cost, isReturned, ...nameless].find(
        (part) => part instanceof ProviderError,
      );
      if (failure) return failure;
      // Checked just now: none of the parts is an error.
      const found = { agents, queues, recordings, cost, isReturned } as Pick<
        CallSession,
        'agents' | 'queues' | 'recordings' | 'cost' | 'isReturned'
      >;
      return { ...call, ...Object.fromEntries(Object.entries(found).filter(([, part]) => part !== undefined)) };
    });
  };

const NO_FIELDS: ReadonlySet<never> = new Set();
const NAMES: ReadonlySet<AgentField> = new Set(['displayName']);
