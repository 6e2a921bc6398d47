import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type Caller, type Scope, missingScope } from '../domain/caller.ts';

/** What may see a field: a scope, several at once, or every caller that this server knows. */
export type FieldScope = Scope | readonly Scope[] | 'anyone';

/**
 * What may see the fields of a type where they say nothing more. `each field`: its values are as delicate as the place
 * they stand at (a number may be the company's or a customer's), so every field that leads to it has to say a scope.
 */
export type TypeScope = FieldScope | 'each field';

type Field = Pick<GraphQLField<unknown, unknown>, 'args'>;
type Declared = { readonly extensions: Readonly<Record<string, unknown>> };

const DECLARED = 'trunkline.scope';
const NEEDED = 'trunkline.neededScopes';

/** Keeps what a type, a field, an argument or a value of an enum declares. */
export const declare = (scope: TypeScope | undefined): Readonly<Record<string, unknown>> =>
  scope === undefined ? {} : { [DECLARED]: scope };

/** What was declared. */
export const declaredScope = ({ extensions }: Declared): TypeScope | null =>
  (extensions[DECLARED] as TypeScope | undefined) ?? null;

/** Keeps the scopes that a field needs in all. */
export const withNeeded = (field: Declared, needed: readonly Scope[]): Declared['extensions'] => ({
  ...field.extensions,
  [NEEDED]: needed,
});

/** Whether it is known what a field needs in all. */
export const isGuarded = ({ extensions }: Declared): boolean => NEEDED in extensions;

/** The scopes without which a field is not read. */
export const neededScopes = (field: Declared): readonly Scope[] =>
  (field.extensions[NEEDED] as readonly Scope[] | undefined) ?? [];

/** The scopes that a declaration stands for. */
export function toScopes(declared: TypeScope | null): readonly Scope[] {
  if (declared === null || declared === 'anyone' || declared === 'each field') return [];
  return typeof declared === 'string' ? [declared] : declared;
}

/** Whether a caller may read a field. */
export const mayRead = (caller: Caller, field: Declared): boolean => missingScope(caller, neededScopes(field)) === null;

/** Something that a caller wrote and may not ask: "filter.customerNumber", and the scope that it needs. */
type ForbiddenInput = { readonly path: string; readonly scope: Scope };

/** The first of the arguments of a field, or of what is within them, that a caller may not use; null where there is none. */
export function forbiddenArgument(
  caller: Caller,
  field: Field,
  args: Readonly<Record<string, unknown>>,
): ForbiddenInput | null {
  for (const argument of field.args) {
    const found = forbiddenIn(caller, argument, args[argument.name], argument.name);
    if (found) return found;
  }
  return null;
}

/** Whether an argument of a field, or something within it, needs a scope of its own. */
export const hasScopedArguments = ({ args }: Field): boolean => args.some((argument) => isScoped(argument, new Set()));

type Input = Declared & { readonly type: GraphQLInputType };

function isScoped(input: Input, seen: Set<unknown>): boolean {
  if (toScopes(declaredScope(input)).length > 0) return true;
  const type = getNamedType(input.type);
  if (seen.has(type)) return false;
  seen.add(type);
  if (isEnumType(type)) return type.getValues().some((value) => declaredScope(value) !== null);
  return isInputObjectType(type) && Object.values(type.getFields()).some((each) => isScoped(each, seen));
}

function forbiddenIn(caller: Caller, input: Input, value: unknown, path: string): ForbiddenInput | null {
  if (value === undefined || value === null) return null;
  const scope = missingScope(caller, toScopes(declaredScope(input)));
  return scope === null ? forbiddenWithin(caller, input.type, value, path) : { path, scope };
}

function forbiddenWithin(caller: Caller, type: GraphQLInputType, value: unknown, path: string): ForbiddenInput | null {
  if (value === undefined || value === null) return null;
  if (isNonNullType(type)) return forbiddenWithin(caller, type.ofType, value, path);
  if (isListType(type)) {
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const found = forbiddenWithin(caller, type.ofType, item, path);
      if (found) return found;
    }
    return null;
  }
  if (isEnumType(type)) {
    const definition = type.getValues().find((each) => each.value === value);
    const scope = definition ? missingScope(caller, toScopes(declaredScope(definition))) : null;
    return !definition || scope === null ? null : { path: `${path}: ${definition.name}`, scope };
  }
  if (!isInputObjectType(type)) return null;
  const given = value as Readonly<Record<string, unknown>>;
  for (const field of Object.values(type.getFields())) {
    const found = forbiddenIn(caller, field, given[field.name], `${path}.${field.name}`);
    if (found) return found;
  }
  return null;
}
