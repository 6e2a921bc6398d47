import { describe, expect, it } from 'vitest';
import { NOW } from '../../conformance/world.ts';
import { listAll } from '../../conformance/read-list.ts';
import { createQueryRunner } from '../../support/run-query.ts';
import { startPortal } from './portal.ts';

const CALLS = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: ProviderCallSessionOrder!) {
  providers {
    callSessions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      edges { cursor node { nativeId durationSeconds cost { amount } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
      problems { message }
    }
  }
}`;

type Call = { readonly nativeId: string; readonly durationSeconds: number; readonly cost: { readonly amount: string } };
type Page = {
  readonly edges: readonly { readonly cursor: string; readonly node: Call }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string;
    readonly endCursor: string;
  };
  readonly totalCount: number;
  readonly problems: readonly unknown[];
};

const FIELDS = {
  DURATION: (call: Call) => call.durationSeconds,
  COST: (call: Call) => Number(call.cost.amount),
} as const;

async function startWalk(field: keyof typeof FIELDS, direction: 'ASC' | 'DESC') {
  const portal = await startPortal({ count: 213 });
  const provider = portal.createProvider();
  const run = createQueryRunner([provider], { now: () => NOW });
  const truth = (await listAll(provider)).map((call) => ({
    nativeId: call.nativeId,
    durationSeconds: call.durationSeconds!,
    cost: { amount: call.cost!.amount },
  }));
  const valueOf = FIELDS[field];
  const values = truth.map(valueOf).sort((a, b) => (direction === 'ASC' ? a - b : b - a));
  const isAlone = (call: Call): boolean => values.filter((value) => value === valueOf(call)).length === 1;
  const ask = async (args: Readonly<Record<string, unknown>>): Promise<Page> => {
    const variables = { ...args, orderBy: { field, direction } };
    const { data, errors } = await run<{ providers: readonly [{ callSessions: Page }] }>(CALLS, { variables });
    expect(errors).toEqual([]);
    return data.providers[0].callSessions;
  };
  return { ask, truth, values, valueOf, alone: truth.filter(isAlone).map(({ nativeId }) => nativeId) };
}

/** The vendor puts ties in another order with every request: each place has its value, and what is alone comes once. */
describe.each([
  ['DURATION', 'DESC'],
  ['DURATION', 'ASC'],
  ['COST', 'DESC'],
] as const)('a walk by %s %s over the offsets of the vendor', (field, direction) => {
  it.each([7, 40, 50, 60, 213])('gives every place once, forwards, in pages of %i', async (size) => {
    const { ask, truth, values, valueOf, alone } = await startWalk(field, direction);
    const walked: Call[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < Math.ceil(truth.length / size); pages += 1) {
      const { edges, pageInfo, totalCount, problems } = await ask({ first: size, after });
      walked.push(...edges.map(({ node }) => node));
      expect([totalCount, problems]).toEqual([truth.length, []]);
      expect(edges.at(-1)!.cursor).toBe(pageInfo.endCursor);
      expect(pageInfo.hasPreviousPage).toBe(pages > 0);
      expect(pageInfo.hasNextPage).toBe(walked.length < truth.length);
      after = pageInfo.endCursor;
    }
    expect(walked.map(valueOf)).toEqual(values);
    expect(alone).not.toEqual([]);
    for (const id of alone) expect(walked.filter(({ nativeId }) => nativeId === id)).toHaveLength(1);
    expect((await ask({ first: size, after })).edges).toEqual([]);
  });

  it('gives every place once, backwards', async () => {
    const { ask, truth, values, valueOf } = await startWalk(field, direction);
    const walked: Call[] = [];
    let before: string | null = null;
    for (let pages = 0; pages < Math.ceil(truth.length / 40); pages += 1) {
      const { edges, pageInfo } = await ask({ last: 40, before });
      walked.unshift(...edges.map(({ node }) => node));
      expect(pageInfo.hasPreviousPage).toBe(walked.length < truth.length);
      expect(pageInfo.hasNextPage).toBe(pages > 0);
      before = pageInfo.startCursor;
      // What ends before a page's first call ends at the place in front of it.
      expect(edges[0]!.cursor).toBe(before);
    }
    expect(walked.map(valueOf)).toEqual(values);
  });
});
