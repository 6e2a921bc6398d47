import { type DocumentNode, visit } from 'graphql';
import { LRUCache } from 'lru-cache';
import { onceFor } from '../../domain/once-for.ts';
import { PRICED_ARGUMENTS, type QueryCost } from './query-cost.ts';

/** An operation of a document, with its variables. */
type AskedOperation = {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** Characters of the keys of all costs, and of one of them. */
const MAX_LENGTH = 2_000_000;
const MAX_KEY_LENGTH = 1000;

/**
 * Remembers what operations cost as long as their document is kept. Of the variables only those matter that say how long a
 * list is, what is left out or put off, and how much is searched: the next page of a walk costs what the last one did. All
 * documents share one bound, since some clients ask one document with a thousand filters, and some a thousand documents.
 */
export function createCostMemory() {
  const costs = new LRUCache<string, QueryCost>({ maxSize: MAX_LENGTH, sizeCalculation: (_cost, key) => key.length });
  let lastNumber = 0;
  const known = onceFor((document: DocumentNode) => ({ number: ++lastNumber, reads: readVariables(document) }));
  /** What an operation is known to cost, or else what it is estimated at now. */
  return ({ document, operationName, variables }: AskedOperation, estimate: () => QueryCost): QueryCost => {
    const { number, reads } = known(document);
    // A variable that is null is not one that is left to its default, nor one that only a prototype has.
    const values = reads.map((name) => (Object.hasOwn(variables, name) ? [variables[name]] : []));
    const key = JSON.stringify([number, operationName, values]);
    const cost = costs.get(key) ?? estimate();
    if (key.length <= MAX_KEY_LENGTH) costs.set(key, cost);
    return cost;
  };
}

/** Names of the variables that a document's priced arguments and its directives are told by. */
function readVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  const noteBelow = { Variable: ({ name }: { name: { value: string } }) => void names.add(name.value) };
  visit(document, {
    Argument(node) {
      if (PRICED_ARGUMENTS.has(node.name.value)) visit(node, noteBelow);
    },
    Directive(node) {
      visit(node, noteBelow);
    },
  });
  return [...names];
}
