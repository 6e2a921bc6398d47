import type { FieldRef } from '@pothos/core';
import type { Types } from '../../../graph/builder.ts';
import { vendorEnumFields } from '../../../graph/vendor-enum.ts';
import { type CallColumn, detailNameOf } from '../calls/call-column.ts';
import { type Detail, booleanOf, decimalOf, instantOf, shortenedOf, textOf, wholeOf } from '../calls/details.ts';
import { ENUM_OF_COLUMN } from './enums.ts';

type ObjectFields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>;
type Fields = Record<string, FieldRef<Types>>;

/** The fields of plain columns: each is named, typed and described by its column. Lists of records have files of their own. */
export function columnFields<Parent>(
  t: ObjectFields<Parent>,
  columns: Readonly<Record<string, Pick<CallColumn, 'type' | 'description'>>>,
  detailOf: (parent: Parent) => Detail,
): Fields {
  const fields = Object.entries(columns).map(([name, column]) => columnField(t, name, column, detailOf));
  return Object.assign({}, ...fields) as Fields;
}

function columnField<Parent>(
  t: ObjectFields<Parent>,
  name: string,
  { type, description }: Pick<CallColumn, 'type' | 'description'>,
  detailOf: (parent: Parent) => Detail,
): Fields {
  const field = detailNameOf(name);
  switch (type) {
    case 'id':
      return { [field]: t.id({ description, resolve: (parent) => textOf(detailOf(parent), name) }) };
    case 'text':
      return { [field]: t.string({ description, resolve: (parent) => textOf(detailOf(parent), name) }) };
    case 'number':
      return { [field]: t.int({ description, resolve: (parent) => wholeOf(detailOf(parent), name) }) };
    case 'boolean':
      return { [field]: t.boolean({ description, resolve: (parent) => booleanOf(detailOf(parent), name) }) };
    case 'decimal':
      return {
        [field]: t.field({ type: 'Decimal', description, resolve: (parent) => decimalOf(detailOf(parent), name) }),
      };
    case 'time':
      return {
        [field]: t.field({ type: 'DateTime', description, resolve: (parent) => instantOf(detailOf(parent), name) }),
      };
    case 'secret':
      return {
        [field]: t.stringList({ description, resolve: (parent) => shortenedOf(detailOf(parent), name) }),
      };
    case 'word':
      return isEnumerated(name)
        ? vendorEnumFields(t, field, ENUM_OF_COLUMN[name], (parent) => textOf(detailOf(parent), name), { description })
        : { [field]: t.string({ description, resolve: (parent) => textOf(detailOf(parent), name) }) };
    case 'list':
      return {};
  }
}

const isEnumerated = (name: string): name is keyof typeof ENUM_OF_COLUMN => Object.hasOwn(ENUM_OF_COLUMN, name);
