import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  parse,
  validate,
  visit,
} from 'graphql';
import { ExportError } from './export-error.ts';

/** What the values of a column are. */
export type ColumnType = 'text' | 'integer' | 'long' | 'number' | 'boolean' | 'moment' | 'json';

/** A column of an export: a field of a call, also one of an object below it. */
export type Column = { readonly name: string; readonly path: readonly string[]; readonly type: ColumnType };

/** What is asked of each call, and the columns it becomes. */
export type Table = {
  /** The name of the fragment, and the text of all fragments. */
  readonly fragment: string;
  readonly text: string;
  readonly columns: readonly Column[];
};

const DEFAULT_FRAGMENT = `fragment Call on CallSession {
  id providerKey nativeId startedAt endedAt durationSeconds talkSeconds waitSeconds direction kind outcome
  customer { number e164 displayName } line { number e164 }
  agents { displayName email } queues { name } cost { amount currency } rating note
}`;

/** Reads the fragment on CallSession of a query file, or the one that is exported where none is named. */
export function readTable(schema: GraphQLSchema, text = DEFAULT_FRAGMENT): Table {
  const document = parseFragments(text);
  const fragments = new Map(document.definitions.map((node) => [node.name.value, node]));
  const own = [...fragments.values()].filter(({ typeCondition }) => typeCondition.name.value === 'CallSession');
  const spread = new Set(spreadsIn(text));
  const roots = own.length === 1 ? own : own.filter(({ name }) => !spread.has(name.value));
  const [root, another] = roots;
  if (root === undefined)
    throw new ExportError(
      'The query file has no fragment on CallSession: write `fragment Call on CallSession { id … }`.',
    );
  if (another !== undefined)
    throw new ExportError(
      `The query file has several fragments on CallSession, ${root.name.value} and ${another.name.value}: spread one in the other, or leave one out.`,
    );
  const question = parse(`{ callSessions { nodes { ...${root.name.value} } } }\n${text}`);
  const [wrong] = validate(schema, question);
  if (wrong) throw new ExportError(`The query file does not fit the schema: ${wrong.message}`);
  const columns = distinct(columnsOf(schema, root.selectionSet, schema.getType('CallSession')!, fragments, []));
  return { fragment: root.name.value, text, columns };
}

function parseFragments(text: string): { readonly definitions: readonly FragmentDefinitionNode[] } {
  const document = parseText(text);
  visit(document, { Directive: ({ name }) => refuseInParts(name.value) });
  const { definitions } = document;
  const [other] = definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION);
  if (other) throw new ExportError('The query file holds fragments alone: the export asks for pages of calls itself.');
  return { definitions: definitions as readonly FragmentDefinitionNode[] };
}

function refuseInParts(directive: string): void {
  if (directive === 'defer' || directive === 'stream')
    throw new ExportError(`The query file has @${directive}: leave it out, a row is written when all of it is there.`);
}

function parseText(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: 5000 });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new ExportError(`The query file cannot be read: ${error.message}`);
  }
}

const spreadsIn = (text: string): string[] => [...text.matchAll(/\.\.\.\s*(\w+)/g)].map(([, name]) => name!);

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type NamedType = NonNullable<ReturnType<GraphQLSchema['getType']>>;

function columnsOf(
  schema: GraphQLSchema,
  { selections }: SelectionSetNode,
  type: NamedType,
  fragments: Fragments,
  above: readonly string[],
): Column[] {
  return selections.flatMap((selection): Column[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const { selectionSet, typeCondition } = fragments.get(selection.name.value)!;
      return columnsOf(schema, selectionSet, schema.getType(typeCondition.name.value)!, fragments, above);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const { selectionSet, typeCondition } = selection;
      const narrowed = typeCondition ? schema.getType(typeCondition.name.value)! : type;
      return columnsOf(schema, selectionSet, narrowed, fragments, above);
    }
    const path = [...above, (selection.alias ?? selection.name).value];
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
    // Validated; only __typename is no field of a type.
    const fieldType = field?.type ?? schema.getType('String')!;
    const named = getNamedType(fieldType as GraphQLOutputType);
    const isList = isListType(getNullableType(fieldType as GraphQLOutputType));
    if (isList || !isCompositeType(named))
      return [{ name: columnName(path), path, type: isList ? 'json' : (TYPES[named.name] ?? 'text') }];
    return columnsOf(schema, selection.selectionSet!, named, fragments, path);
  });
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  Int: 'integer',
  SafeInt: 'long',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'moment',
  JSON: 'json',
};

/** customer { number } is customerNumber. */
const columnName = ([first = '', ...rest]: readonly string[]): string =>
  first + rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');

/** Each column once; two fields that would share a name are refused. */
function distinct(columns: readonly Column[]): Column[] {
  const byName = new Map<string, Column>();
  for (const column of columns) {
    const known = byName.get(column.name);
    if (known && known.path.join('.') !== column.path.join('.'))
      throw new ExportError(
        `${known.path.join('.')} and ${column.path.join('.')} would both be the column ${column.name}: give one an alias.`,
      );
    byName.set(column.name, known ?? column);
  }
  return [...byName.values()];
}

/** A call as the graph answers it. */
export type CallNode = Readonly<Record<string, unknown>>;
export type Row = readonly unknown[];

/** The values of a call, in the order of the columns. */
export const toRow = (columns: readonly Column[], node: CallNode): Row =>
  columns.map(({ path }) => {
    let value: unknown = node;
    for (const part of path) value = (value as CallNode | null | undefined)?.[part] ?? null;
    return value;
  });
