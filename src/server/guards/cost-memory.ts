import { type DocumentNode, visit } from 'graphql';
import { LRUCache } from 'lru-cache';
import { SIZE_ARGUMENTS } from './query-cost.ts';

/** An operation of a document, with its variables. */
export type AskedOperation = {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** Gives what an operation is known to cost, or else what it is estimated at now. */
export type CostMemory = (asked: AskedOperation, estimate: () => number) => number;

type Known = { readonly reads: readonly string[]; readonly costs: LRUCache<string, number> };

const MAX_COSTS = 50;
const MAX_KEY_LENGTH = 1000;

/**
 * Remembers what operations cost as long as their document is kept. Of the variables only those matter that say how long a
 * list is, what is left out, or how much is counted: the next page of a walk costs what the last one did.
 */
export function createCostMemory(): CostMemory {
  const known = new WeakMap<DocumentNode, Known>();
  return ({ document, operationName, variables }, estimate) => {
    const { reads, costs } = known.get(document) ?? { reads: readVariables(document), costs: createCosts() };
    known.set(document, { reads, costs });
    // A variable that is null is not one that is left to its default.
    const values = reads.map((name) => (variables[name] === undefined ? [] : [variables[name]]));
    const key = JSON.stringify([operationName, values]);
    const cost = costs.get(key) ?? estimate();
    if (key.length <= MAX_KEY_LENGTH) costs.set(key, cost);
    return cost;
  };
}

const createCosts = () => new LRUCache<string, number>({ max: MAX_COSTS });

/** Names of the variables that a document's sizes and directives are told by, and its filters where it counts. */
function readVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  let counts = false;
  visit(document, { Field: ({ name }) => void (counts ||= name.value === 'totalCount') });
  const noteBelow = { Variable: ({ name }: { name: { value: string } }) => void names.add(name.value) };
  visit(document, {
    Argument(node) {
      const { value } = node.name;
      if (SIZE_ARGUMENTS.has(value) || (counts && value === 'filter')) visit(node, noteBelow);
    },
    Directive(node) {
      visit(node, noteBelow);
    },
  });
  return [...names];
}
