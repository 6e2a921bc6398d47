import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import type { Caller } from '../domain/caller.ts';
import { type DocumentScope, type Fields, collectFieldsForPlan, readForPlan } from './collect-fields.ts';
import type { GraphContext } from './context.ts';
import { forbiddenArgument, mayRead } from './scopes.ts';

/** Selection sets of one place: those of the answer itself, and those that may arrive after it. */
type Parts = { readonly now: readonly SelectionSetNode[]; readonly later: readonly SelectionSetNode[] };
type Found = { readonly now: FieldNode[]; readonly later: FieldNode[] };

/**
 * What a query asks of the objects at one place: through every alias and fragment, without what it skips and without what
 * its caller may not read. What is not here is asked of nobody.
 */
export class Selected {
  readonly #scope: DocumentScope;
  readonly #type: GraphQLNamedType | undefined;
  readonly #parts: Parts;
  readonly #caller: Caller;
  readonly #found: ReadonlyMap<string, Found>;
  readonly #below = new Map<string, Selected>();

  constructor(scope: DocumentScope, type: GraphQLNamedType | undefined, parts: Parts, caller: Caller) {
    this.#scope = scope;
    this.#type = type;
    this.#parts = parts;
    this.#caller = caller;
    this.#found = findFields(scope, type, parts, caller);
  }

  /** The selected fields, introspection left out. */
  get names(): readonly string[] {
    return [...this.#found.keys()];
  }

  has(field: string): boolean {
    return this.#found.has(field);
  }

  /** Whether a field is wanted with the answer itself, not behind @defer. */
  hasNow(field: string): boolean {
    return (this.#found.get(field)?.now.length ?? 0) > 0;
  }

  /** What is asked below a field; `typeName` where the field's type is a union or an interface. */
  below(field: string, typeName?: string): Selected {
    const key = `${field} ${typeName ?? ''}`;
    const known = this.#below.get(key);
    if (known) return known;
    const { now = [], later = [] } = this.#found.get(field) ?? {};
    const type = typeName === undefined ? this.#typeOf(field) : this.#scope.schema.getType(typeName);
    const below = new Selected(
      this.#scope,
      type,
      { now: selectionSetsOf(now), later: selectionSetsOf(later) },
      this.#caller,
    );
    this.#below.set(key, below);
    return below;
  }

  /** The arguments of a field wherever it is asked here: under one alias or several. */
  argumentsOf(field: string): readonly Readonly<Record<string, unknown>>[] {
    const definition = isObjectType(this.#type) ? this.#type.getFields()[field] : undefined;
    const { now = [], later = [] } = this.#found.get(field) ?? {};
    if (!definition) return [];
    const read = (node: FieldNode) =>
      readForPlan(() => getArgumentValues(definition, node, this.#scope.variableValues));
    const mayAsk = (args: Readonly<Record<string, unknown>>) =>
      forbiddenArgument(this.#caller, definition, args) === null;
    return [...now, ...later].map(read).filter((args) => args !== undefined && mayAsk(args)) as Record<
      string,
      unknown
    >[];
  }

  /** What is asked here or at another place of the same type: `nodes` and `edges.node` of a connection. */
  or(other: Selected): Selected {
    return new Selected(
      this.#scope,
      this.#type ?? other.#type,
      {
        now: [...this.#parts.now, ...other.#parts.now],
        later: [...this.#parts.later, ...other.#parts.later],
      },
      this.#caller,
    );
  }

  #typeOf(field: string): GraphQLNamedType | undefined {
    const type = isObjectType(this.#type) ? this.#type.getFields()[field]?.type : undefined;
    return type && getNamedType(type);
  }
}

/** What a query asks below the field that is being resolved; `typeName` where its type is a union or an interface. */
export function readSelected(
  info: GraphQLResolveInfo,
  { caller }: Pick<GraphContext, 'caller'>,
  typeName?: string,
): Selected {
  const type = typeName === undefined ? getNamedType(info.returnType) : info.schema.getType(typeName);
  return new Selected(info, type, { now: selectionSetsOf(info.fieldNodes), later: [] }, caller);
}

const selectionSetsOf = (nodes: readonly FieldNode[]): SelectionSetNode[] =>
  nodes.flatMap(({ selectionSet }) => selectionSet ?? []);

function findFields(
  scope: DocumentScope,
  type: GraphQLNamedType | undefined,
  parts: Parts,
  caller: Caller,
): Map<string, Found> {
  const found = new Map<string, Found>();
  const note = (fields: Fields, when: keyof Found): void => {
    for (const nodes of fields.values()) {
      const name = nodes[0]?.name.value ?? '';
      const field = isObjectType(type) ? type.getFields()[name] : undefined;
      if (name.startsWith('__') || (field && !mayRead(caller, field))) continue;
      const known = found.get(name) ?? { now: [], later: [] };
      known[when].push(...nodes);
      found.set(name, known);
    }
  };
  if (!isCompositeType(type)) return found;
  const ofAnswer = collectFieldsForPlan(scope, type, parts.now);
  note(ofAnswer.now, 'now');
  for (const fields of ofAnswer.later) note(fields, 'later');
  if (parts.later.length > 0) {
    const ofLater = collectFieldsForPlan(scope, type, parts.later);
    for (const fields of [ofLater.now, ...ofLater.later]) note(fields, 'later');
  }
  return found;
}
