import { type Types, builder } from '../../../graph/builder.ts';
import { type Row, countIn, flagIn, instantIn, rowIn, rowsIn, textIn, textsIn } from '../calls/row-values.ts';

type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<Types, Shape>;

/** Fields of a row in the vendor's own words, one line each: the field as sent, then what it says. */
export function columnsOf<Parent>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>,
  rowOfParent: (parent: Parent) => Row,
) {
  return {
    id: (field: string, description: string) =>
      t.id({ description, resolve: (parent) => textIn(rowOfParent(parent), field) }),
    ids: (field: string, description: string) =>
      t.idList({ description, resolve: (parent) => textsIn(rowOfParent(parent), field) }),
    text: (field: string, description: string) =>
      t.string({ description, resolve: (parent) => textIn(rowOfParent(parent), field) }),
    texts: (field: string, description: string) =>
      t.stringList({ description, resolve: (parent) => textsIn(rowOfParent(parent), field) }),
    flag: (field: string, description: string) =>
      t.boolean({ description, resolve: (parent) => flagIn(rowOfParent(parent), field) }),
    count: (field: string, description: string) =>
      t.field({ type: 'SafeInt', description, resolve: (parent) => countIn(rowOfParent(parent), field) }),
    time: (field: string, description: string) =>
      t.field({ type: 'DateTime', description, resolve: (parent) => instantIn(rowOfParent(parent), field) }),
    row: (field: string, type: ObjectRef<Row>, description: string) =>
      t.field({ type, description, resolve: (parent) => rowIn(rowOfParent(parent), field) }),
    rows: (field: string, type: ObjectRef<Row>, description: string) =>
      t.field({ type: [type], description, resolve: (parent) => rowsIn(rowOfParent(parent), field) }),
  };
}

type Columns = ReturnType<typeof columnsOf<Row>>;

/** An object type for a nested record of Zoom's. */
export const createRowType = (
  name: string,
  description: string,
  fieldsOf: (column: Columns) => Record<string, ReturnType<Columns[keyof Columns]>>,
): ObjectRef<Row> =>
  builder.objectRef<Row>(name).implement({ description, fields: (t) => fieldsOf(columnsOf(t, (row) => row)) });
