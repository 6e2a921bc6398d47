import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { onceFor } from '../../domain/once-for.ts';

/** How many objects a list of the introspection holds for each of its parents; null where the field is no such list. */
export type IntrospectionSizes = (typeName: string, fieldName: string) => number | null;

/** Half of all types in `ofType` are the end of their chain. */
const TYPES_WITHIN_A_TYPE = 0.5;

/** Counts what the introspection of a schema brings, on average over its types: the sum over all of them is exact. */
export const introspectionSizes = onceFor((schema: GraphQLSchema): IntrospectionSizes => {
  const types = Object.values(schema.getTypeMap());
  const directives = schema.getDirectives();
  const withFields = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = withFields.flatMap((type) => Object.values(type.getFields()));
  const inputs = types.flatMap((type) => (isInputObjectType(type) ? Object.values(type.getFields()) : []));
  const values = types.flatMap((type) => (isEnumType(type) ? type.getValues() : []));
  const possible = types.flatMap((type) =>
    isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : [],
  );
  const counts: Readonly<Record<string, number>> = {
    '__Schema.types': types.length,
    '__Schema.directives': directives.length,
    '__Type.fields': fields.length / types.length,
    '__Type.inputFields': inputs.length / types.length,
    '__Type.enumValues': values.length / types.length,
    '__Type.possibleTypes': possible.length / types.length,
    '__Type.interfaces': withFields.flatMap((type) => type.getInterfaces()).length / types.length,
    '__Type.ofType': TYPES_WITHIN_A_TYPE,
    '__Field.args': fields.flatMap(({ args }) => args).length / Math.max(1, fields.length),
    '__Directive.args': directives.flatMap(({ args }) => args).length / Math.max(1, directives.length),
  };
  return (typeName, fieldName) => counts[`${typeName}.${fieldName}`] ?? null;
});
