import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  getVariableValues,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { isIncluded, readForPlan } from '../../graph/collect-fields.ts';
import { fragmentsOf } from './execution.ts';

/** An operation of a valid document, with the variables that a client sent. */
type Asked = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variableValues: Readonly<Record<string, unknown>>;
};

/** Whether an operation asks for an answer in parts: with a @defer or @stream that is neither switched off nor left out. */
export function answersInParts({ schema, document, operation, variableValues }: Asked): boolean {
  if (!mentionsParts(document)) return false;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues);
  // Variables that do not fit are refused when the operation is executed.
  if (!coerced) return false;
  const fragments = fragmentsOf(document);
  const seen = new Set<string>();
  const isInParts = (selection: SelectionNode): boolean => {
    if (readForPlan(() => isIncluded(selection, coerced)) !== true) return false;
    if (isPutOff(selection, coerced)) return true;
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
export function mentionsParts(document: DocumentNode): boolean {
  let isMentioned = mentioned.get(document);
  if (isMentioned === undefined) {
    isMentioned = false;
    visit(document, {
      Directive({ name }) {
        isMentioned ||= INCREMENTAL.has(name.value);
        return isMentioned ? BREAK : undefined;
      },
    });
    mentioned.set(document, isMentioned);
  }
  return isMentioned;
}

const INCREMENTAL: ReadonlySet<string> = new Set(['defer', 'stream']);
const mentioned = new WeakMap<DocumentNode, boolean>();

const isPutOff = ({ directives = [] }: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean =>
  directives.some(({ name, arguments: given = [] }) => {
    if (!INCREMENTAL.has(name.value)) return false;
    const condition = given.find((argument) => argument.name.value === 'if');
    return condition === undefined || valueFromASTUntyped(condition.value, variables) !== false;
  });
