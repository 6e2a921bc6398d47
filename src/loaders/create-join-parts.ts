import type { CallSession } from '../domain/call-session.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Provider } from '../domain/provider.ts';
import type { Loaders } from './index.ts';
import { joinPage } from './join-page.ts';

/**
 * Makes the `joinParts` of timelines and figures: the calls, carrying the parts that a filter or a figure reads. Nothing beyond who took part is
 * asked for, and what is loaded here is not loaded again when the page is joined.
 */
export const createJoinParts =
  (loaders: Loaders) =>
  async (
    _provider: Provider,
    calls: readonly CallSession[],
    parts: ReadonlySet<'agents' | 'queues' | 'recordings' | 'cost'>,
  ): Promise<(CallSession | ProviderError)[]> => {
    const joins = {
      ...(parts.has('agents') && { agents: NO_FIELDS }),
      ...(parts.has('queues') && { queues: NO_FIELDS }),
      recordings: parts.has('recordings'),
      cost: parts.has('cost'),
    };
    const page = await joinPage(calls, joins, loaders);
    return calls.map((call) => {
      const { agents, queues, recordings, cost } = page.of(call);
      const failure = [agents, queues, recordings, cost].find((part) => part instanceof ProviderError);
      if (failure) return failure;
      // Checked just now: none of the parts is an error.
      const found = { agents, queues, recordings, cost } as Pick<
        CallSession,
        'agents' | 'queues' | 'recordings' | 'cost'
      >;
      return { ...call, ...Object.fromEntries(Object.entries(found).filter(([, part]) => part !== undefined)) };
    });
  };

const NO_FIELDS: ReadonlySet<never> = new Set();
