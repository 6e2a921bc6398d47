import { type GraphQLObjectType, getNamedType, isAbstractType, isLeafType, isObjectType } from 'graphql';
import { schema } from '../../src/schema.ts';

/** Selects every field of a type and of what lies below it; of unions, the types of one vendor. */
export function selectAll(type: GraphQLObjectType, vendor: string, above: readonly string[]): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.name;
    if (above.includes(named.name) || named.name === type.name || named.name.endsWith('Connection')) return '';
    const path = [...above, type.name];
    if (isObjectType(named)) return `${field.name} { ${selectAll(named, vendor, path)} }`;
    if (!isAbstractType(named)) return '';
    const members = schema.getPossibleTypes(named).filter(({ name }) => name.startsWith(vendor));
    const fragments = members.map((each) => `... on ${each.name} { ${selectAll(each, vendor, path)} }`);
    return `${field.name} { __typename ${fragments.join(' ')} }`;
  });
  return ['__typename', ...fields].join(' ');
}
