import {
  BREAK,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { onceFor } from '../../domain/once-for.ts';
import { isIncluded, readForPlan } from '../../graph/collect-fields.ts';
import { fragmentsOf } from './execution.ts';

/**
 * Whether an operation of a valid document asks for an answer in parts: with a @defer or @stream that is neither switched off
 * nor left out.
 */
export function answersInParts(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): boolean {
  const fragments = fragmentsOf(document);
  const seen = new Set<string>();
  const isInParts = (selection: SelectionNode): boolean => {
    if (readForPlan(() => isIncluded(selection, variables)) !== true) return false;
    if (isPutOff(selection, variables)) return true;
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return isAnyInParts(selection.selectionSet);
    const { value: name } = selection.name;
    if (seen.has(name)) return false;
    seen.add(name);
    return isAnyInParts(fragments[name]?.selectionSet);
  };
  const isAnyInParts = (set: SelectionSetNode | undefined): boolean => set?.selections.some(isInParts) ?? false;
  return isAnyInParts(operation.selectionSet);
}

/** Whether a document has a @defer or @stream at all. */
export const mentionsParts = onceFor((document: DocumentNode): boolean => {
  let isMentioned = false;
  visit(document, {
    Directive({ name }) {
      isMentioned ||= INCREMENTAL.has(name.value);
      return isMentioned ? BREAK : undefined;
    },
  });
  return isMentioned;
});

const INCREMENTAL: ReadonlySet<string> = new Set(['defer', 'stream']);

const isPutOff = ({ directives = [] }: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean =>
  directives.some(({ name, arguments: given = [] }) => {
    if (!INCREMENTAL.has(name.value)) return false;
    const condition = given.find((argument) => argument.name.value === 'if');
    return condition === undefined || valueFromASTUntyped(condition.value, variables) !== false;
  });
