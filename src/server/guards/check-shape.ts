import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { QueryLimits } from '../settings.ts';
import { fragmentsOf } from '../execution/execution.ts';
import { refusal } from './refusal.ts';

/**
 * Pairs of fields and fragments that validation may have to compare: it compares every two fields of one response key, and
 * every fragment with every place it is spread in. 50,000 pairs take a tenth of a second.
 */
const MAX_PAIRS = 50_000;

/**
 * Refuses a document of a harmful shape before anything but this reads it: validation takes quadratic time and more.
 * Each fragment is measured once, so this takes as long as the document is.
 */
export function checkShape(document: DocumentNode, limits: QueryLimits): void {
  const shape = measureDocument(document);
  if (shape.selections > limits.maxSelections)
    throw refusal(
      'TOO_MANY_SELECTIONS',
      `With each fragment written out where it is spread, this document selects ${countOf(shape.selections)} fields and ` +
        `fragments; ${limits.maxSelections} are allowed.`,
    );
  if (shape.depth > limits.maxDepth)
    throw refusal(
      'QUERY_TOO_DEEP',
      `Fields nest ${shape.depth} deep in this query; ${limits.maxDepth} are allowed. What lies deeper can be asked for by its id, with node(id:).`,
    );
  if (shape.aliases > limits.maxAliases)
    throw refusal('TOO_MANY_ALIASES', `This document has ${shape.aliases} aliases; ${limits.maxAliases} are allowed.`);
  if (shape.directives > limits.maxDirectives)
    throw refusal(
      'TOO_MANY_DIRECTIVES',
      `This document has ${shape.directives} directives; ${limits.maxDirectives} are allowed.`,
    );
  if (shape.pairs > MAX_PAIRS)
    throw refusal(
      'TOO_MANY_SELECTIONS',
      `This document names the field "${shape.mostNamed}" ${shape.mostTimes} times, or has too many fragments: name each field once in a selection.`,
    );
}

/** Fields and fragments of a selection, fragments written out, and how deep its fields nest. */
type Size = { readonly selections: number; readonly depth: number };

type Shape = Size & {
  readonly aliases: number;
  readonly directives: number;
  readonly pairs: number;
  readonly mostNamed: string;
  readonly mostTimes: number;
};

function measureDocument(document: DocumentNode): Shape {
  const fragments = fragmentsOf(document);
  const sizes = new Map<FragmentDefinitionNode, Size>();
  const path: FragmentDefinitionNode[] = [];
  const timesOf = new Map<string, number>();
  let [aliases, directives, spreads] = [0, 0, 0];

  const countDirectives = ({ directives: here }: { readonly directives?: readonly DirectiveNode[] | undefined }) => {
    directives += here?.length ?? 0;
  };
  const countInHead = (operation: OperationDefinitionNode): void => {
    countDirectives(operation);
    for (const variable of operation.variableDefinitions ?? []) {
      countDirectives(variable);
      // An executor that keeps variables in a plain object would take this one's value for the object's prototype.
      if (variable.variable.name.value === '__proto__')
        throw refusal('BAD_REQUEST', 'A variable cannot be named "__proto__": give it another name.');
    }
  };
  const measureFragment = (fragment: FragmentDefinitionNode): Size => {
    const known = sizes.get(fragment);
    if (known) return known;
    if (path.includes(fragment)) throw cycle(path.slice(path.indexOf(fragment)));
    path.push(fragment);
    countDirectives(fragment);
    const size = measureSet(fragment.selectionSet);
    path.pop();
    sizes.set(fragment, size);
    return size;
  };
  const measure = (selection: SelectionNode): Size => {
    countDirectives(selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measureSet(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      spreads += 1;
      const fragment = fragments[selection.name.value];
      return fragment ? measureFragment(fragment) : NOTHING;
    }
    if (selection.alias) aliases += 1;
    const key = (selection.alias ?? selection.name).value;
    timesOf.set(key, (timesOf.get(key) ?? 0) + 1);
    const below = selection.selectionSet ? measureSet(selection.selectionSet) : NOTHING;
    // Introspection has a rule of its own and counts as one field.
    return { selections: below.selections, depth: 1 + (selection.name.value.startsWith('__') ? 0 : below.depth) };
  };
  const measureSet = ({ selections }: SelectionSetNode): Size => {
    let size = NOTHING;
    for (const selection of selections) {
      const one = measure(selection);
      size = { selections: size.selections + 1 + one.selections, depth: Math.max(size.depth, one.depth) };
    }
    return size;
  };

  let [selections, depth] = [0, 0];
  for (const definition of document.definitions) {
    // A fragment that nobody spreads is read by validation all the same.
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      selections = Math.max(selections, measureFragment(definition).selections);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    countInHead(definition);
    const size = measureSet(definition.selectionSet);
    selections = Math.max(selections, size.selections);
    depth = Math.max(depth, size.depth);
  }
  const [mostNamed, mostTimes] = [...timesOf].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0]);
  const pairsOfFields = [...timesOf.values()].reduce((sum, times) => sum + (times * (times - 1)) / 2, 0);
  const pairsOfFragments = sizes.size * (sizes.size + spreads);
  return { selections, depth, aliases, directives, pairs: pairsOfFields + pairsOfFragments, mostNamed, mostTimes };
}

const NOTHING: Size = { selections: 0, depth: 0 };

/** Validation says this too, but takes far too long to find out where many fragments spread one another. */
const cycle = (path: readonly FragmentDefinitionNode[]) =>
  refusal(
    'GRAPHQL_VALIDATION_FAILED',
    `The fragment "${path[0]?.name.value}" spreads itself${path.length > 1 ? ` by way of "${path[1]?.name.value}"` : ''}.`,
  );

const countOf = (count: number): string => (count < 1_000_000 ? String(count) : 'millions of');
