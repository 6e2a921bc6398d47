import type { FieldRef, InputFieldRef, InputRef } from '@pothos/core';
import type { Scope } from '../domain/caller.ts';
import { type ObjectFields, type Types, builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import type { FieldScope } from './scopes.ts';
import { type VendorEnum, vendorEnumFields } from './vendor-enum.ts';

type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<Types, Shape>;
type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;
type Fields = Record<string, FieldRef<Types>>;

/** The type in the graph of each type of column. */
const TYPES = {
  id: 'ID',
  text: 'String',
  word: 'String',
  number: 'Int',
  count: 'SafeInt',
  decimal: 'Decimal',
  boolean: 'Boolean',
  time: 'DateTime',
  link: 'URL',
  ids: ['ID'],
  texts: ['String'],
  secret: ['String'],
} as const;

/** What a table of columns says of one of them. */
type Column = {
  readonly type: keyof typeof TYPES | 'row' | 'rows' | 'json';
  readonly description: string;
  readonly isPersonal: boolean;
  readonly record?: RecordTable;
};
type Columns = Readonly<Record<string, Column>>;
type RecordTable = { readonly name: string; readonly description: string; readonly columns: Columns };

/** What a column needs beside what its type does. The records inside it say of each of their fields what that needs. */
function scopeOf({ type, record, isPersonal }: Column): FieldScope {
  const own: readonly Scope[] = record === undefined && isPersonal ? ['numbers:read'] : [];
  return type === 'link' ? ['recordings:read', ...own] : own;
}

/** What a provider has of its own: a field, or what a column's field resolves to (a link, to one on this server or null). */
type Own<Parent> = Readonly<Record<string, FieldRef<Types> | ((parent: Parent, context: GraphContext) => unknown)>>;

/** How the tables of one vendor become fields. */
type ColumnGraph<Row> = {
  /** A column of a row, as its field sends it. */
  readonly read: (row: Row, name: string, type: Column['type']) => unknown;
  readonly nameOf: (name: string) => string;
  /** The enums of the columns that hold one word of a list. */
  readonly enums?: Readonly<Partial<Record<string, VendorEnum>>>;
};

/**
 * Makes the types of one vendor's records: each field is named, typed and described by its column. `own` stands in
 * place of a column's field, or after them all.
 */
export function createColumnTypes<Row>({ read, nameOf, enums = {} }: ColumnGraph<Row>) {
  const types = new Map<RecordTable, ObjectRef<Row>>();

  function typeOf<Parent>(
    record: RecordTable,
    rowOf: (parent: Parent) => Row,
    own: (t: ObjectFields<Parent>) => Own<Parent> = () => ({}),
    scope: Scope = 'calls:read',
  ): ObjectRef<Parent> {
    // Types are published in the order in which they are made: the records inside come first.
    for (const { record: inner } of Object.values(record.columns))
      if (inner && !types.has(inner))
        types.set(
          inner,
          typeOf<Row>(inner, (row) => row, undefined, scope),
        );
    const type = builder.objectRef<Parent>(record.name);
    types.set(record, type as unknown as ObjectRef<Row>);
    return type.implement({
      scope,
      description: record.description,
      fields: (t) => fieldsOf(t, record.columns, rowOf, own(t)),
    });
  }

  function fieldsOf<Parent>(
    t: ObjectFields<Parent>,
    columns: Columns,
    rowOf: (parent: Parent) => Row,
    own: Own<Parent> = {},
  ): Fields {
    const fields = Object.entries(columns).map(([name, column]): Fields => {
      const { type, description, record } = column;
      const scope = scopeOf(column);
      const field = nameOf(name);
      const given = own[field];
      if (typeof given === 'object') return { [field]: given };
      if (type === 'link' && given === undefined) throw new Error(`nothing says where the link ${name} leads`);
      // What `read` gives is of the type that the table names: Pothos cannot see it.
      const resolve = given
        ? (parent: Parent, _arguments: object, context: GraphContext) => given(parent, context) as never
        : (parent: Parent) => read(rowOf(parent), name, type) as never;
      const words = type === 'word' ? enums[name] : undefined;
      if (words)
        return vendorEnumFields(t, field, words, (parent) => read(rowOf(parent), name, type) as string, {
          description,
          scope,
        });
      const inner = record && types.get(record);
      if (inner) return { [field]: t.field({ type: type === 'rows' ? [inner] : inner, scope, description, resolve }) };
      return { [field]: t.field({ type: TYPES[type as keyof typeof TYPES] as 'String', scope, description, resolve }) };
    });
    const more = Object.entries(own).filter(([, given]) => typeof given === 'object');
    return Object.assign({}, ...fields, Object.fromEntries(more)) as Fields;
  }

  return { typeOf, fieldsOf };
}

/** The fields of a filter, one for each column that the vendor filters by. */
export const columnConditions = <Filterable extends Column>(
  t: InputFields,
  columns: readonly (readonly [name: string, column: Filterable])[],
  conditionOf: (column: Filterable) => InputRef<unknown>,
): Record<string, InputFieldRef<Types, unknown>> =>
  Object.fromEntries(
    columns.map(([name, column]) => [
      name,
      t.field({ type: conditionOf(column), scope: conditionScope(column), description: column.description }),
    ]),
  );

const conditionScope = ({ isPersonal = false }: Pick<Parameter, 'isPersonal'>): Scope | undefined =>
  isPersonal ? 'numbers:read' : undefined;

/** A parameter of a vendor that narrows what it lists. */
type Parameter = {
  readonly isList?: boolean;
  readonly isId?: boolean;
  readonly isFlag?: boolean;
  /** Whether it searches by a customer's number or name. */
  readonly isPersonal?: boolean;
  readonly description: string;
};

/** The fields of a filter, one for each parameter of the vendor. */
export const parameterFields = (
  t: InputFields,
  parameters: Readonly<Record<string, Parameter>>,
): Record<string, InputFieldRef<Types, unknown>> =>
  Object.fromEntries(
    Object.entries(parameters).map(([field, parameter]) => {
      const { isList, isId, isFlag, description } = parameter;
      const type = isId === true ? 'ID' : isFlag === true ? 'Boolean' : 'String';
      return [field, t.field({ type: isList === true ? [type] : type, scope: conditionScope(parameter), description })];
    }),
  );
