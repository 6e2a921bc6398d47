import type { CallSession } from '../domain/call-session.ts';
import { ProviderError, type Slot } from '../domain/provider-error.ts';
import type { CallPage, Provider } from '../domain/provider.ts';
import { type ReadingAge, USUAL_AGE } from '../domain/reading-age.ts';
import type { Instant } from '../time/instant.ts';

/**
 * The same provider, saying of all that it answers when its vendor was asked: the moment before. It keeps nothing, so
 * every answer is new; whoever wants only what is kept is told that there is nothing.
 */
export function withReadTimes(provider: Provider, now: () => Instant, age: ReadingAge = USUAL_AGE): Provider {
  const source = age.isKeptOnly === true ? shut(provider) : provider;
  const { linkedCalls } = source;
  return {
    ...source,
    at: (other) => withReadTimes(provider, now, other),
    prepare(filter, selection) {
      const question = source.prepare(filter, selection);
      const { listByOffset } = question;
      return {
        ...question,
        list: (query, signal) => withTimes(question.list(query, signal), now),
        ...(listByOffset && {
          async listByOffset(query, signal) {
            const asOf = now();
            const page = await listByOffset(query, signal);
            return { ...page, rows: page.rows.map((row) => row && readAt(row, asOf)) };
          },
        }),
      };
    },
    async getCalls(keys, selection, signal) {
      const asOf = now();
      const slots = await source.getCalls(keys, selection, signal);
      return slots.map((slot) => stamp(slot, (call) => readAt(call, asOf)));
    },
    ...(linkedCalls && {
      linkedCalls: {
        by: linkedCalls.by,
        async get(links, selection, signal) {
          const asOf = now();
          const slots = await linkedCalls.get(links, selection, signal);
          return slots.map((slot) => stamp(slot, (calls) => calls.map((call) => readAt(call, asOf))));
        },
      },
    }),
  };
}

async function* withTimes(
  list: AsyncIterable<CallPage>,
  now: () => Instant,
): AsyncGenerator<CallPage, void, undefined> {
  let asOf = now();
  for await (const page of list) {
    yield { ...page, asOf, calls: page.calls.map((call) => readAt(call, asOf)) };
    asOf = now();
  }
}

const readAt = (call: CallSession, asOf: Instant): CallSession => ({ ...call, readAt: asOf });

const stamp = <Value>(slot: Slot<Value>, toStamped: (value: Value) => Value): Slot<Value> =>
  slot === null || slot instanceof ProviderError ? slot : toStamped(slot);

/** A provider that asks nobody. */
function shut(provider: Provider): Provider {
  const nothingKept = (): ProviderError =>
    new ProviderError(
      provider.key,
      'unavailable',
      `Only what is kept was asked for (only-if-cached), and of ${provider.key} nothing is kept that answers this.`,
    );
  const refuse = (items: readonly unknown[]): Promise<never[]> =>
    items.length === 0 ? Promise.resolve([]) : Promise.reject(nothingKept());
  return {
    ...provider,
    prepare(filter, selection) {
      const question = provider.prepare(filter, selection);
      return {
        ...question,
        list: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(nothingKept()) }) }),
        count: () => Promise.resolve(null),
        ...(question.listByOffset && { listByOffset: () => Promise.reject(nothingKept()) }),
      };
    },
    getCalls: refuse,
    getAgents: refuse,
    listAgents: () => Promise.reject(nothingKept()),
    ...(provider.listQueues && { listQueues: () => Promise.reject(nothingKept()) }),
    ...(provider.listLines && { listLines: () => Promise.reject(nothingKept()) }),
    ...(provider.getLegs && { getLegs: refuse }),
    ...(provider.getRecordings && { getRecordings: refuse }),
    ...(provider.getTranscripts && { getTranscripts: refuse }),
    ...(provider.getCosts && { getCosts: refuse }),
    ...(provider.getQueues && { getQueues: refuse }),
    ...(provider.linkedCalls && { linkedCalls: { by: provider.linkedCalls.by, get: refuse } }),
  };
}
