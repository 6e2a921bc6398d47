import {
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  Lexer,
  type Source,
  TokenKind,
  TypeInfo,
  type ValueNode,
  getNullableType,
  isInputObjectType,
  isListType,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { onceFor } from '../../domain/once-for.ts';
import { INPUT_BOUNDS, type InputBounds, MAX_INPUT_NESTING, boundsOf } from '../../graph/input-bounds.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Says which arguments of a document have texts or lists that are too long, wherever their values come from. */
type ArgumentBounds = (document: DocumentNode, variables: Variables) => readonly string[];

/** Checks arguments against the bounds of their fields. What a document asks for is read once for each document. */
export function createArgumentBounds(schema: GraphQLSchema): ArgumentBounds {
  const askedBy = onceFor((document: DocumentNode) => readAsked(schema, document));
  return (document, variables) => {
    const { places, defaults } = askedBy(document);
    const values = { ...defaults, ...variables };
    return places.flatMap(({ definition, value }) => {
      const bounds = boundsOf(definition);
      return findOutOfBounds(toPlain(value, values), definition.type, bounds, definition.name) ?? [];
    });
  };
}

type Place = { readonly definition: GraphQLArgument; readonly value: ValueNode };
type Asked = { readonly places: readonly Place[]; readonly defaults: Variables };

function readAsked(schema: GraphQLSchema, document: DocumentNode): Asked {
  const typeInfo = new TypeInfo(schema);
  const places: Place[] = [];
  const defaults: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const notePlace = ({ value }: { readonly value: ValueNode }): void => {
    const definition = typeInfo.getArgument();
    if (definition) places.push({ definition, value });
  };
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Argument: notePlace,
      VariableDefinition({ variable, defaultValue }) {
        if (defaultValue) defaults[variable.name.value] = toPlain(defaultValue, {});
      },
    }),
  );
  return { places, defaults };
}

/** A value as its text has it, digits and all, with variables in their places. */
function toPlain(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((value) => toPlain(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, toPlain(value, variables)]));
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}

/** What is too long in a value, in words; null where all is within its bounds. What has another shape is refused later. */
function findOutOfBounds(value: unknown, type: GraphQLInputType, bounds: InputBounds, path: string): string | null {
  if (typeof value === 'string' && value.length > bounds.maxCharacters)
    return `"${path}" has ${value.length} characters; ${bounds.maxCharacters} are allowed.`;
  if (typeof value !== 'object' || value === null) return null;
  const nullable = getNullableType(type);
  if (Array.isArray(value)) {
    if (value.length > bounds.maxValues)
      return `"${path}" has ${value.length} values; ${bounds.maxValues} are allowed in one list.`;
    const itemType = isListType(nullable) ? nullable.ofType : nullable;
    return firstFound(value.values().map((item) => findOutOfBounds(item, itemType, bounds, path)));
  }
  const named = isListType(nullable) ? getNullableType(nullable.ofType) : nullable;
  if (!isInputObjectType(named)) return null;
  const fields = named.getFields();
  const found = Object.entries(value)
    .values()
    .map(([name, part]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field ? findOutOfBounds(part, field.type, boundsOf(field), `${path}.${name}`) : null;
    });
  return firstFound(found);
}

/** Looks no further than the first. */
const firstFound = (found: IteratorObject<string | null>): string | null => found.find((one) => one !== null) ?? null;

/** Lists and objects in all of the variables: a gateway sends one for each row of a page, of a thousand as a rule. */
const MAX_OBJECTS = 1_500;

/** Selections nest less than their braces: inline fragments add braces and no fields. Far past what maxDepth allows. */
const MAX_BRACES = 100;

const WORDS: ReadonlySet<TokenKind> = new Set([TokenKind.NAME, TokenKind.INT, TokenKind.FLOAT]);

/**
 * Whether lists and objects nest deeper than so many levels within a value, or are more than anybody needs. Looks at one level after the other: a walk
 * that called itself could run out of stack.
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  let level: readonly object[] = partsOf([value]);
  let objects = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    // Branches of branches cost as much as depth: each is compared with every field that its type has.
    objects += level.length;
    if (depth === levels || objects > MAX_OBJECTS) return true;
    level = level.flatMap((one) => partsOf(Object.values(one)));
  }
  return false;
}

const partsOf = (values: readonly unknown[]): object[] =>
  values.filter((value): value is object => typeof value === 'object' && value !== null);

/**
 * What in a document is more than its parser, which calls itself, and its refusals, which suggest names that are alike,
 * should take: a value (an argument, a default) or a selection that nests too deep, or a name or number that is too long.
 */
export function findExcess(source: Source): 'value' | 'selection' | 'name' | null {
  const lexer = new Lexer(source);
  const depths = { value: 0, selection: 0 };
  let parentheses = 0;
  for (;;) {
    const { kind, start, end } = lexer.advance();
    const place = parentheses > 0 ? 'value' : 'selection';
    if (kind === TokenKind.EOF) return null;
    if (kind === TokenKind.PAREN_L) parentheses += 1;
    if (kind === TokenKind.PAREN_R) parentheses -= 1;
    if (kind === TokenKind.BRACKET_L || kind === TokenKind.BRACE_L) depths[place] += 1;
    if (kind === TokenKind.BRACKET_R || kind === TokenKind.BRACE_R) depths[place] -= 1;
    if (WORDS.has(kind) && end - start > INPUT_BOUNDS.maxCharacters) return 'name';
    if (depths.value > MAX_INPUT_NESTING) return 'value';
    if (depths.selection > MAX_BRACES) return 'selection';
  }
}
