import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { createRandom } from '../../../src/demo/create-random.ts';

/** How a field's arguments are written: its text, or null where it is left out of queries. */
export type WriteArguments = (args: readonly GraphQLArgument[], pick: (count: number) => number) => string | null;

/** The variables that every made query declares: one that includes and one that leaves out. */
export const VARIABLES = { yes: true, no: false };

/** Makes the query of a number: aliases, fragments, directives and fields that are named twice, in any mixture. */
export function makeQuery(schema: GraphQLSchema, seed: number, writeArguments: WriteArguments, maxDepth = 5): string {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const fragments: string[] = [];

  const writeField = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const args = writeArguments(field.args, pick);
    const type = getNamedType(field.type);
    if (args === null || (isCompositeType(type) && depth >= maxDepth)) return '__typename';
    // The arguments tell fields of one key apart that must not be merged.
    const alias = args === '' ? (pick(6) === 0 ? `again${pick(2)}_${field.name}: ` : '') : `a${pick(1e6)}: `;
    const below = isCompositeType(type) ? ` ${writeSelection(type, depth + 1)}` : '';
    return `${alias}${field.name}${args}${writeDirective()}${below}`;
  };
  const writeDirective = (): string =>
    [' @include(if: $yes)', ' @skip(if: $no)', ' @include(if: $no)', ' @skip(if: false)'][pick(20)] ?? '';

  const writePart = (type: GraphQLNamedType, depth: number): string => {
    const kind = pick(8);
    if (kind === 0) return '__typename';
    if (kind === 1) return `...${writeDirective()} ${writeSelection(type, depth)}`;
    if (kind === 2 || !(isObjectType(type) || isInterfaceType(type))) {
      const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
      const chosen = types[pick(types.length)] ?? type;
      if (pick(3) > 0) return `... on ${chosen.name}${writeDirective()} ${writeSelection(chosen, depth)}`;
      const name = `Part${fragments.length}`;
      fragments.push('');
      fragments[Number(name.slice(4))] = `fragment ${name} on ${chosen.name} ${writeSelection(chosen, depth)}`;
      return `...${name}${writeDirective()}`;
    }
    const fields = Object.values(type.getFields());
    return writeField(fields[pick(fields.length)]!, depth);
  };
  const writeSelection = (type: GraphQLNamedType, depth: number): string =>
    `{ ${Array.from({ length: 1 + pick(depth < 3 ? 6 : 3) }, () => (depth > maxDepth ? '__typename' : writePart(type, depth + 0.25))).join(' ')} }`;

  const selection = writeSelection(schema.getQueryType()!, 0);
  return [`query Made($yes: Boolean!, $no: Boolean!) ${selection}`, ...fragments].join('\n');
}

/** Leaves out fields whose arguments nobody can guess, and gives none to the others. */
export const writeNoArguments: WriteArguments = (args) => (args.some(isRequiredArgument) ? null : '');
