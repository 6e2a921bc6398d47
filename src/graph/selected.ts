import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { isIncluded } from './is-included.ts';
import { readForPlan } from './read-for-plan.ts';

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** A selection set, and whether it may arrive after the rest of the answer. */
type Part = { readonly selectionSet: SelectionSetNode; readonly isDeferred: boolean };
type Found = { readonly below: Part[]; readonly nodes: FieldNode[]; isDeferred: boolean };

/** What a query asks of the objects at one place: through every alias and fragment, without what it skips. */
export type Selected = {
  has(field: string): boolean;
  /** Whether a field is wanted with the answer itself, not behind @defer. */
  hasNow(field: string): boolean;
  /** What is asked below a field; `typeName` where the field's type is a union or an interface. */
  below(field: string, typeName?: string): Selected;
  /** The arguments of a field wherever it is asked here: under one alias or several. */
  argumentsOf(field: string): readonly Readonly<Record<string, unknown>>[];
  /** The selected fields, introspection left out. */
  readonly names: readonly string[];
};

/** What a query asks below the field that is being resolved; `typeName` where its type is a union or an interface. */
export function readSelected(info: GraphQLResolveInfo, typeName?: string): Selected {
  const parts = info.fieldNodes.flatMap(({ selectionSet }) =>
    selectionSet ? [{ selectionSet, isDeferred: false }] : [],
  );
  return select(info, parts, typeName ?? getNamedType(info.returnType).name);
}

/** What is asked at either of two places: `nodes` and `edges.node` of a connection. */
export const eitherOf = (a: Selected, b: Selected): Selected => ({
  has: (field) => a.has(field) || b.has(field),
  hasNow: (field) => a.hasNow(field) || b.hasNow(field),
  below: (field, typeName) => eitherOf(a.below(field, typeName), b.below(field, typeName)),
  argumentsOf: (field) => [...a.argumentsOf(field), ...b.argumentsOf(field)],
  names: [...new Set([...a.names, ...b.names])],
});

function select(info: Info, parts: readonly Part[], typeName: string): Selected {
  const found = new Map<string, Found>();
  for (const part of parts) collect(info, part.selectionSet, typeName, part.isDeferred, found);
  return {
    has: (field) => found.has(field),
    hasNow: (field) => found.get(field)?.isDeferred === false,
    below: (field, below) =>
      select(info, found.get(field)?.below ?? [], below ?? typeNameOf(info, typeName, field) ?? ''),
    argumentsOf(field) {
      const definition = fieldOf(info, typeName, field);
      const nodes = found.get(field)?.nodes ?? [];
      if (!definition) return [];
      const read = (node: FieldNode) => readForPlan(() => getArgumentValues(definition, node, info.variableValues));
      return nodes.map(read).filter((args) => args !== undefined);
    },
    names: [...found.keys()],
  };
}

function collect(
  info: Info,
  selectionSet: SelectionSetNode,
  typeName: string,
  isDeferred: boolean,
  found: Map<string, Found>,
): void {
  for (const node of selectionSet.selections) {
    if (readForPlan(() => isIncluded(node, info.variableValues)) !== true) continue;
    if (node.kind === Kind.FIELD) {
      addField(node, isDeferred, found);
      continue;
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value] : node;
    if (fragment && appliesTo(info, fragment, typeName))
      collect(info, fragment.selectionSet, typeName, isDeferred || isDeferredHere(info, node), found);
  }
}

function addField(node: FieldNode, isDeferred: boolean, found: Map<string, Found>): void {
  const name = node.name.value;
  if (name.startsWith('__')) return;
  const known = found.get(name) ?? { below: [], nodes: [], isDeferred: true };
  known.isDeferred &&= isDeferred;
  known.nodes.push(node);
  if (node.selectionSet) known.below.push({ selectionSet: node.selectionSet, isDeferred });
  found.set(name, known);
}

function isDeferredHere(info: Info, node: SelectionNode): boolean {
  const defer = info.schema.getDirective('defer');
  const values = defer && readForPlan(() => getDirectiveValues(defer, node, info.variableValues));
  return values != null && values['if'] !== false;
}

function appliesTo(info: Info, fragment: InlineFragmentNode | FragmentDefinitionNode, typeName: string): boolean {
  const condition = fragment.typeCondition?.name.value;
  if (condition === undefined || condition === typeName) return true;
  const [abstract, type] = [info.schema.getType(condition), info.schema.getType(typeName)];
  return isAbstractType(abstract) && isObjectType(type) && info.schema.isSubType(abstract, type);
}

function fieldOf(info: Info, parentName: string, field: string) {
  const parent = info.schema.getType(parentName);
  return isObjectType(parent) ? parent.getFields()[field] : undefined;
}

function typeNameOf(info: Info, parentName: string, field: string): string | undefined {
  const type = fieldOf(info, parentName, field)?.type;
  return type && getNamedType(type).name;
}
