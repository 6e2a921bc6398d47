import type { Types } from '../../../graph/builder.ts';
import { type Row, column as read } from '../calls/row-details.ts';

type Fields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<Types, Parent>;

/** Fields that are a column of the vendor's row, in the vendor's own words. */
export const columnsOf = <Parent>(t: Fields<Parent>, row: (parent: Parent) => Row) => ({
  id: (name: string, description: string) => t.id({ description, resolve: (parent) => read.text(row(parent), name) }),
  text: (name: string, description: string) =>
    t.string({ description, resolve: (parent) => read.text(row(parent), name) }),
  int: (name: string, description: string) => t.int({ description, resolve: (parent) => read.int(row(parent), name) }),
  flag: (name: string, description: string) =>
    t.boolean({ description, resolve: (parent) => read.flag(row(parent), name) }),
  cost: (description: string) =>
    t.field({ type: 'Decimal', description, resolve: (parent) => read.decimal(row(parent), 'cost') }),
});
