import type { FieldRef, InputFieldRef, InputRef } from '@pothos/core';
import { type Types, builder } from './builder.ts';
import { type VendorEnum, vendorEnumFields } from './vendor-enum.ts';

type ObjectFields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>;
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
  ids: ['ID'],
  texts: ['String'],
  secret: ['String'],
} as const;

/** What a table of columns says of one of them. A link's field is always the provider's own. */
type Column = {
  readonly type: keyof typeof TYPES | 'row' | 'rows' | 'json' | 'link';
  readonly description: string;
  readonly record?: RecordTable;
};
type Columns = Readonly<Record<string, Column>>;
type RecordTable = { readonly name: string; readonly description: string; readonly columns: Columns };

/** How the tables of one vendor become fields. */
export type ColumnGraph<Row> = {
  /** A column of a row, as its field sends it. */
  readonly read: (row: Row, name: string, type: Column['type']) => unknown;
  readonly nameOf: (name: string) => string;
  /** The enums of the columns that hold one word of a list. */
  readonly enums?: Readonly<Partial<Record<string, VendorEnum>>>;
};

/**
 * Makes the fields of one vendor's tables: each is named, typed and described by its column. `own` are fields that are
 * more than a column: in place of the column's, or after them all.
 */
export function createColumnFields<Row>({ read, nameOf, enums = {} }: ColumnGraph<Row>) {
  const types = new Map<RecordTable, PothosSchemaTypes.ObjectRef<Types, Row>>();

  function typeOf(record: RecordTable): PothosSchemaTypes.ObjectRef<Types, Row> {
    const known = types.get(record);
    if (known) return known;
    const made = builder.objectRef<Row>(record.name);
    types.set(record, made);
    return made.implement({
      description: record.description,
      fields: (t) => columnFields(t, record.columns, (row) => row),
    });
  }

  function columnFields<Parent>(
    t: ObjectFields<Parent>,
    columns: Columns,
    rowOf: (parent: Parent) => Row,
    own: Fields = {},
  ): Fields {
    const fields = Object.entries(columns).map(([name, { type, description, record }]): Fields => {
      const field = nameOf(name);
      const words = enums[name];
      if (own[field]) return { [field]: own[field] };
      if (type === 'link') throw new Error(`${name} is a link, and has no field of its own`);
      // What `read` gives is of the type that the table names: Pothos cannot see it.
      const resolve = (parent: Parent) => read(rowOf(parent), name, type) as never;
      if (words) return vendorEnumFields(t, field, words, resolve, { description });
      const one = record && typeOf(record);
      if (one) return { [field]: t.field({ type: type === 'rows' ? [one] : one, description, resolve }) };
      return { [field]: t.field({ type: TYPES[type as keyof typeof TYPES] as 'String', description, resolve }) };
    });
    return Object.assign({}, ...fields, own) as Fields;
  }

  return columnFields;
}

/** The fields of a filter, one for each column that the vendor filters by. */
export const columnConditions = <Filterable extends Column>(
  t: InputFields,
  columns: readonly (readonly [name: string, column: Filterable])[],
  conditionOf: (column: Filterable) => InputRef<unknown>,
): Record<string, InputFieldRef<Types, unknown>> =>
  Object.fromEntries(
    columns.map(([name, column]) => [name, t.field({ type: conditionOf(column), description: column.description })]),
  );

/** A parameter of a vendor that narrows what it lists. */
type Parameter = {
  readonly isList?: boolean;
  readonly isId?: boolean;
  readonly isFlag?: boolean;
  readonly description: string;
};

/** The fields of a filter, one for each parameter of the vendor. */
export const parameterFields = (
  t: InputFields,
  parameters: Readonly<Record<string, Parameter>>,
): Record<string, InputFieldRef<Types, unknown>> =>
  Object.fromEntries(
    Object.entries(parameters).map(([field, { isList, isId, isFlag, description }]) => {
      const type = isId === true ? 'ID' : isFlag === true ? 'Boolean' : 'String';
      return [field, t.field({ type: isList === true ? [type] : type, description })];
    }),
  );
