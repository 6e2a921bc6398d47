import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createCostMemory } from '../../../src/server/guards/cost-memory.ts';
import type { QueryCost } from '../../../src/server/guards/query-cost.ts';

const DOCUMENT = parse(`query Page($size: Int = 5, $after: String, $wants: Boolean!, $ids: [ID!]!) {
  callSessions(first: $size, after: $after) { nodes { id @include(if: $wants) } }
  nodes(ids: $ids) { id }
}`);

const points = (count: number): QueryCost => ({ points: count, requests: 0, writes: 0, parts: 0 });

/** Asks with each set of variables in turn, and tells how often the cost had to be estimated. */
function countEstimates(...asked: readonly Readonly<Record<string, unknown>>[]): number {
  const costOf = createCostMemory();
  let estimates = 0;
  for (const variables of asked) {
    const cost = costOf({ document: DOCUMENT, operationName: 'Page', variables }, () => points((estimates += 1)));
    expect(cost.points).toBeLessThanOrEqual(estimates);
  }
  return estimates;
}

const PAGE = { size: 10, after: null, wants: true, ids: ['a'] };

describe('the memory of costs', () => {
  it('knows the next page of a walk', () => {
    expect(countEstimates(PAGE, { ...PAGE, after: 'cursor' }, { ...PAGE, after: 'next' })).toBe(1);
  });

  it('knows hundreds of questions of one document', () => {
    const sizes = Array.from({ length: 300 }, (_, size) => ({ ...PAGE, size }));
    expect(countEstimates(...sizes, ...sizes)).toBe(300);
  });

  it('estimates anew what has another size', () => {
    expect(countEstimates(PAGE, { ...PAGE, size: 1000 }, { ...PAGE, ids: ['a', 'b'] }, { ...PAGE, wants: false })).toBe(
      4,
    );
  });

  it('estimates anew what is searched by another filter', () => {
    const text = 'query Q($filter: F) { callSessions(filter: $filter) { nodes { id } } }';
    const asked = { document: parse(text), operationName: undefined };
    const costOf = createCostMemory();
    let estimates = 0;
    for (const filter of [{ kind: ['CALL'] }, { kind: ['CONFERENCE'] }, { kind: ['CALL'] }])
      costOf({ ...asked, variables: { filter } }, () => points((estimates += 1)));
    expect(estimates).toBe(2);
  });

  it('is not told by a prototype that a variable has a value', () => {
    const { size: _size, ...rest } = PAGE;
    const disguised = JSON.parse(`{ "__proto__": { "size": 1000 } }`) as object;
    expect(countEstimates(rest, { ...rest, size: 1000 }, Object.assign({}, rest, disguised))).toBe(2);
    expect(countEstimates({ ...rest, size: 1000 }, Object.assign(Object.create({ size: 1000 }) as object, rest))).toBe(
      2,
    );
  });

  it('tells a variable that is null from one that is left to its default', () => {
    const { size: _size, ...rest } = PAGE;
    expect(countEstimates(rest, { ...rest, size: null })).toBe(2);
  });

  it('tells operations apart', () => {
    const costOf = createCostMemory();
    expect(costOf({ document: DOCUMENT, operationName: 'Page', variables: PAGE }, () => points(1)).points).toBe(1);
    expect(costOf({ document: DOCUMENT, operationName: undefined, variables: PAGE }, () => points(2)).points).toBe(2);
    expect(costOf({ document: parse('{ a }'), operationName: 'Page', variables: PAGE }, () => points(3)).points).toBe(
      3,
    );
  });
});
