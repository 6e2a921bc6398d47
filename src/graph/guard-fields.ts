import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  defaultFieldResolver,
  getNamedType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { SCOPES, type Scope, missingScope } from '../domain/caller.ts';
import type { GraphContext } from './context.ts';
import { createForbidden } from './graph-error.ts';
import {
  declaredScope,
  forbiddenArgument,
  hasScopedArguments,
  isGuarded,
  mayRead,
  toScopes,
  withNeeded,
} from './scopes.ts';

type Field = GraphQLField<unknown, GraphContext>;
type Resolve = GraphQLFieldResolver<unknown, GraphContext>;

/** Values of these open something or hold anything: nobody passes them on without saying to whom. */
const DELICATE_SCALARS: ReadonlySet<string> = new Set(['JSON', 'PhoneNumber', 'URL']);

/**
 * Lets no field of a schema be read without the scopes it needs: its type's, its own, and those of what it leads to.
 * Fields that are guarded stay as they are: a schema may be made of another's types. Throws where a type or a field does
 * not say which scopes these are.
 */
export function guardFields(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  const undecided = types
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => Object.values(type.getFields()).flatMap((field: Field) => guard(schema, type, field)));
  if (undecided.length > 0)
    throw new Error(`Not everything of the graph says who may see it:\n${[...new Set(undecided)].join('\n')}`);
}

/** Guards a field; what is to be decided first comes back as sentences. */
function guard(schema: GraphQLSchema, type: GraphQLObjectType, field: Field): string[] {
  if (isGuarded(field)) return [];
  const isRoot = isRootType(schema, type);
  const ofType = isRoot ? null : declaredScope(type);
  const own = declaredScope(field);
  const place = `${type.name}.${field.name}`;
  const named = getNamedType(field.type);
  if (isRoot && own === null) return [`${place} needs a scope of its own: add ${OPTION} to its options.`];
  if (!isRoot && ofType === null) return [`${type.name} needs a scope: add ${OPTION} to the options of the type.`];
  if (own === null && ofType !== 'each field' && isDelicate(named))
    return [`${place} is a ${named.name}, which may be anything: add ${OPTION} to its options.`];
  if (!isRoot && isNonNullType(field.type) && toScopes(own).some((scope) => !toScopes(ofType).includes(scope)))
    return [
      `${place} needs more than its type does, so it has to be nullable: else the whole ${type.name} is lost with it.`,
    ];
  const needed = [...new Set([...toScopes(ofType), ...toScopes(own), ...scopesOfAll(schema, named)])];
  field.extensions = withNeeded(field, needed);
  if (needed.length === 0 && !hasScopedArguments(field)) return [];
  const { resolve } = field;
  field.resolve = guarded(place, field, needed, resolve ?? (defaultFieldResolver as Resolve));
  if (!hasScopedArguments(field)) behindGuards.set(field.resolve, resolve);
  if (field.subscribe) field.subscribe = guarded(place, field, needed, field.subscribe);
  return [];
}

/** What guards stand before; undefined where a field is a property of its source. Arguments are guarded in every row. */
const behindGuards = new WeakMap<object, Resolve | undefined>();

/** The resolver of a field for whoever asks: of what they may read, no row is asked about again. */
export function resolverFor(field: GraphQLField<unknown, unknown>, context: unknown): typeof field.resolve {
  const { resolve } = field;
  if (!resolve || !behindGuards.has(resolve) || !mayRead((context as GraphContext).caller, field)) return resolve;
  return behindGuards.get(resolve) as typeof field.resolve;
}

const OPTION = `\`scope\` (${SCOPES.join(', ')} or anyone)`;

const isRootType = (schema: GraphQLSchema, type: GraphQLObjectType): boolean =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type);

const isDelicate = (type: GraphQLNamedType): boolean =>
  DELICATE_SCALARS.has(type.name) || (isObjectType(type) && declaredScope(type) === 'each field');

/** What a value of a type needs, whatever it is: what all types of a union or an interface do. */
function scopesOfAll(schema: GraphQLSchema, type: GraphQLNamedType): readonly Scope[] {
  if (isObjectType(type)) return toScopes(declaredScope(type));
  if (!('resolveType' in type)) return [];
  const [first = [], ...others] = schema.getPossibleTypes(type).map((each) => toScopes(declaredScope(each)));
  return first.filter((scope) => others.every((scopes) => scopes.includes(scope)));
}

function guarded(place: string, field: Field, needed: readonly Scope[], resolve: Resolve): Resolve {
  const checksArguments = hasScopedArguments(field);
  return (parent, args: Readonly<Record<string, unknown>>, context, info) => {
    const missing = missingScope(context.caller, needed);
    if (missing !== null) return refuse(place, missing, info);
    const argument = checksArguments ? forbiddenArgument(context.caller, field, args) : null;
    if (argument !== null) return refuse(`${place}(${argument.path})`, argument.scope, info);
    return resolve(parent, args, context, info);
  };
}

/** A place of a query whose refusal has been told: its other rows are null without a word. */
const told = new WeakSet<object>();

function refuse(what: string, scope: Scope, { fieldNodes, returnType }: GraphQLResolveInfo): null {
  // Executors make these nodes anew for each execution, and once for all rows of a place.
  if (told.has(fieldNodes) && !isNonNullType(returnType)) return null;
  told.add(fieldNodes);
  throw createForbidden(what, scope);
}
