import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  getDirectiveValues,
  isAbstractType,
  isObjectType,
} from 'graphql';

/** What the fields of a document are read with; variables have been coerced. */
export type DocumentScope = {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
};

/** Fields by response key, in the order of the document. */
export type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/** The fields of one place: those of the answer itself, and those of each @defer, which is executed by itself. */
type CollectedFields = { readonly now: Fields; readonly later: readonly Fields[] };

/**
 * The fields that selection sets ask of an object of a type. This is the one walk over a document: what is executed, what
 * is planned and what is priced can then not be different fields. A fragment is visited once for each place, however often
 * it is spread there; one behind @defer is visited for each @defer, as executors do.
 */
export function collectFields(
  scope: DocumentScope,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
  read: Read = (value) => value(),
): CollectedFields {
  const now = new Map<string, FieldNode[]>();
  const later: Fields[] = [];
  const spread = new Set<string>();
  const visit = (selection: SelectionNode, fields: Map<string, FieldNode[]>): void => {
    if (read(() => isIncluded(selection, scope.variableValues)) !== true) return;
    if (selection.kind === Kind.FIELD) return addField(selection, fields);
    const isLater = read(() => isSentLater(scope, selection, 'defer')) === true;
    if (selection.kind === Kind.FRAGMENT_SPREAD && !isLater) {
      if (spread.has(selection.name.value)) return;
      spread.add(selection.name.value);
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments[selection.name.value] : selection;
    if (!fragment || !appliesTo(scope, fragment, type)) return;
    const into = isLater ? new Map<string, FieldNode[]>() : fields;
    for (const each of fragment.selectionSet.selections) visit(each, into);
    if (isLater) later.push(into);
  };
  for (const { selections } of selectionSets) for (const selection of selections) visit(selection, now);
  return { now, later };
}

/** The same before anything is executed: a selection whose directive cannot be read fails there, and is left out here. */
export const collectFieldsForPlan = (
  scope: DocumentScope,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): CollectedFields => collectFields(scope, type, selectionSets, readForPlan);

/** Reads what a client may have written wrongly: throws, or gives nothing. */
type Read = (value: () => boolean) => boolean | undefined;

function addField(node: FieldNode, fields: Map<string, FieldNode[]>): void {
  const key = node.alias?.value ?? node.name.value;
  const nodes = fields.get(key);
  if (nodes) nodes.push(node);
  else fields.set(key, [node]);
}

/** Whether a fragment (@defer) or the items of a list (@stream) arrive after the answer they stand in. */
export function isSentLater(
  { schema, variableValues }: DocumentScope,
  node: SelectionNode,
  name: 'defer' | 'stream',
): boolean {
  const directive = node.directives?.length ? schema.getDirective(name) : undefined;
  const values = directive && getDirectiveValues(directive, node, variableValues);
  return values != null && values['if'] !== false;
}

function appliesTo(
  { schema }: DocumentScope,
  { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
  type: GraphQLCompositeType,
): boolean {
  const condition = typeCondition ? schema.getType(typeCondition.name.value) : type;
  return condition === type || (isAbstractType(condition) && isObjectType(type) && schema.isSubType(condition, type));
}

/** Whether @skip and @include let a selection stand, by variables that have been coerced. */
export function isIncluded(node: SelectionNode, variableValues: Readonly<Record<string, unknown>>): boolean {
  if (!node.directives?.length) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false
  );
}

/**
 * Reads an argument before its own turn, to plan by it. What is wrong with it is an error of the field that has it, in every
 * row, and of nothing where there are no rows: nothing is planned for that field, and it says so itself when it is resolved.
 */
export function readForPlan<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
