import { describe, expect, it } from 'vitest';
import type { LinkedMedia } from '../../src/media/media-tokens.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import type { Recording } from '../../src/domain/recording.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';
import { createQueryRunner } from '../support/run-query.ts';

const clock = createFakeClock();
const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter) {
  recordings(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { nativeId session { nativeId durationSeconds } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    isComplete
  }
}`;

type Page = {
  readonly recordings: {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly nativeId: string } }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
};

/** Seven calls, the newest first with 0, 1, 2, 3, 0, 1, 2 recordings. */
function createRecordings(brings: 'recordings'[] = ['recordings']) {
  const calls = [0, 1, 2, 3, 0, 1, 2].map((count, index) => {
    const startedAt = clock.now() - (index + 1) * 60_000;
    const nativeId = `c${index}`;
    const recordings = Array.from({ length: count }, (_, position): Recording => ({
      provider: 'north',
      nativeId: `${nativeId}-r${position}`,
      sessionId: nativeId,
      sessionStartedAt: startedAt,
      legId: null,
      kind: 'CALL',
      startedAt,
      durationSeconds: 5,
      sizeBytes: null,
      mediaType: null,
      expiresAt: null,
      isAvailable: position !== 1,
      transcript: null,
      cost: null,
    }));
    return makeCall({ provider: 'north', nativeId, startedAt, durationSeconds: 9, recordings });
  });
  const north = createMemoryProvider({ key: 'north', calls, now: clock.now, brings });
  const links = {
    linkTo: (origin: string, { provider, key }: LinkedMedia) => ({
      url: `${origin}/media/${provider}-${key.nativeId}`,
      expiresAt: clock.now() + 3_600_000,
    }),
  };
  const run = createQueryRunner([north], { now: clock.now, links });
  const read = async (variables: Readonly<Record<string, unknown>>) => {
    const { data, errors } = await run<Page>(PAGE, { variables });
    expect(errors).toEqual([]);
    return data.recordings;
  };
  return { north, run, read };
}

const ALL = ['c1-r0', 'c2-r0', 'c2-r1', 'c3-r0', 'c3-r1', 'c3-r2', 'c5-r0', 'c6-r0', 'c6-r1'];
const idsOf = ({ edges }: Page['recordings']): string[] => edges.map(({ node }) => node.nativeId);

describe('recordings', () => {
  it('come in the order of their calls', async () => {
    const page = await createRecordings().read({});
    expect(idsOf(page)).toEqual(ALL);
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(page.edges[0]?.node).toEqual({ nativeId: 'c1-r0', session: { nativeId: 'c1', durationSeconds: 9 } });
  });

  it.each([1, 2, 3, 4, 8])('come each once in pages of %i, forwards', async (first) => {
    const { read } = createRecordings();
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 20; pages += 1) {
      const page: Page['recordings'] = await read({ first, after });
      expect(page.pageInfo.hasPreviousPage).toBe(pages > 0);
      seen.push(...idsOf(page));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
      expect(page.edges).toHaveLength(first);
    }
    expect(seen).toEqual(ALL);
  });

  it.each([1, 2, 3, 4, 8])('come each once in pages of %i, backwards', async (last) => {
    const { read } = createRecordings();
    const seen: string[] = [];
    let before: string | null = null;
    for (let pages = 0; pages < 20; pages += 1) {
      const page: Page['recordings'] = await read({ last, before });
      seen.unshift(...idsOf(page));
      before = page.pageInfo.startCursor;
      if (!page.pageInfo.hasPreviousPage) break;
      expect(page.edges).toHaveLength(last);
    }
    expect(seen).toEqual(ALL);
  });

  it('go on from every place, both ways', async () => {
    const { read } = createRecordings();
    const { edges } = await read({});
    for (const [index, { cursor }] of edges.entries()) {
      expect(idsOf(await read({ first: 3, after: cursor }))).toEqual(ALL.slice(index + 1, index + 4));
      expect(idsOf(await read({ last: 3, before: cursor }))).toEqual(ALL.slice(Math.max(0, index - 3), index));
      expect(idsOf(await read({ first: 50, before: cursor }))).toEqual(ALL.slice(0, index));
      expect(idsOf(await read({ last: 50, after: cursor }))).toEqual(ALL.slice(index + 1));
      for (const [between, { cursor: before }] of edges.slice(index + 1).entries())
        expect(idsOf(await read({ first: 50, after: cursor, before }))).toEqual(
          ALL.slice(index + 1, index + 1 + between),
        );
    }
  });

  it.each(['getCalls', 'getRecordings'] as const)(
    'of a call that a page cut are told as missing where %s fails',
    async (failing) => {
      const { read, run, north } = createRecordings([]);
      const { edges } = await read({ first: 4 });
      const variables = { first: 3, after: edges[3]?.cursor };
      expect(idsOf(await read(variables))).toEqual(['c3-r1', 'c3-r2', 'c5-r0']);
      let fails = true;
      north.intercept((method) => {
        if (method !== failing || !fails) return;
        fails = false;
        throw new ProviderError('north', 'unavailable', 'north stumbles');
      });
      const { data, errors } = await run<Page & { readonly recordings: { readonly isComplete: boolean } }>(PAGE, {
        variables,
      });
      expect(errors).toEqual([]);
      expect(data.recordings.isComplete).toBe(false);
      expect(idsOf(data.recordings)).toEqual(['c5-r0', 'c6-r0', 'c6-r1']);
      expect(idsOf(await read(variables))).toEqual(['c3-r1', 'c3-r2', 'c5-r0']);
    },
  );

  it('are none where only calls without are asked for, and nobody is asked', async () => {
    const { read, north } = createRecordings();
    expect(idsOf(await read({ filter: { hasRecording: false } }))).toEqual([]);
    expect(idsOf(await read({ first: 0 }))).toEqual([]);
    expect(north.requests.total).toBe(0);
  });

  it('are counted where one page has them all, from either end', async () => {
    const { run, north } = createRecordings();
    const count = async (args: string): Promise<number | null> => {
      const query = `{ recordings(${args}) { totalCount nodes { id } } }`;
      return (await run<{ recordings: { totalCount: number | null } }>(query)).data.recordings.totalCount;
    };
    for (const args of ['first: 9', 'last: 9', 'first: 50']) expect(await count(args)).toBe(ALL.length);
    for (const args of ['first: 8', 'last: 8', 'first: 6', 'first: 0']) expect(await count(args)).toBeNull();
    expect(await count('first: 9, filter: { hasRecording: false }')).toBe(0);
    north.failWith('unavailable');
    expect(await count('first: 9')).toBeNull();
  });

  it('have a link on this server where they are available', async () => {
    const { run } = createRecordings();
    const query = '{ recordings(first: 3) { nodes { isAvailable url urlExpiresAt } } }';
    const { data } = await run<{ recordings: { nodes: unknown[] } }>(query);
    const urlExpiresAt = new Date(clock.now() + 3_600_000).toISOString();
    expect(data.recordings.nodes).toEqual([
      { isAvailable: true, url: 'https://calls.example.com/media/north-c1-r0', urlExpiresAt },
      { isAvailable: true, url: 'https://calls.example.com/media/north-c2-r0', urlExpiresAt },
      { isAvailable: false, url: null, urlExpiresAt: null },
    ]);
  });
});
