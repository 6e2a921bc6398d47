import { describe, expect, it } from 'vitest';
import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import type { OrderDirection } from '../../src/domain/call-session.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { createTimeline } from '../../src/timeline/index.ts';
import { makeCall } from '../support/make-call.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';

const NOW = Date.UTC(2026, 3, 30, 12, 0, 0);
const now = () => NOW;

/** Five calls of one second, under whatever key their provider has. */
const providerOf = (key: string, formerKeys: readonly string[] = []): Provider => ({
  ...createMemoryProvider({
    key,
    now,
    calls: [1, 2, 3, 4, 5].map((id) => makeCall({ provider: key, nativeId: `c${id}`, startedAt: NOW - 60_000 })),
  }),
  formerKeys,
});

const readPage = (provider: Provider, direction: OrderDirection, after: string | null) =>
  createTimeline({ now }).readPage(
    {
      queries: [{ provider, filter: {}, selection: ROW_SELECTION }],
      direction,
      first: 2,
      after,
      deadlines: createDeadlines(),
    },
    new AbortController().signal,
  );

describe('a walk that goes on after its provider was given another key', () => {
  // The new key sorts before the old one, or after it.
  it.each([
    ['alpha', 'ASC', ['c3', 'c4']],
    ['omega', 'ASC', ['c3', 'c4']],
    ['alpha', 'DESC', ['c3', 'c2']],
    ['omega', 'DESC', ['c3', 'c2']],
  ] as const)('repeats no call and leaves none out, as %s in %s order', async (key, direction, next) => {
    const { endCursor } = await readPage(providerOf('middle'), direction, null);
    const { edges } = await readPage(providerOf(key, ['middle']), direction, endCursor);
    expect(edges.map(({ call }) => call.nativeId)).toEqual(next);
  });
});
