/** How a column is read, and what its field in the graph looks like. `list` is a list of nested records or words. */
export type ColumnType = 'id' | 'number' | 'decimal' | 'text' | 'boolean' | 'time' | 'word' | 'list' | 'secret';

/** A column of get.calls_report. */
export type CallColumn = {
  readonly type: ColumnType;
  readonly isFilterable: boolean;
  /** Whether the vendor holds it as a number: a filter's value is then sent as one. */
  readonly isNumber: boolean;
  readonly description: string;
};

/** Columns by the vendor's name. */
export type CallColumns = Readonly<Record<string, CallColumn>>;

/** Declares a column; `F` marks one that the vendor filters by. */
export const column = (type: ColumnType, flags: '' | 'F', description: string): CallColumn => ({
  type,
  isFilterable: flags === 'F',
  isNumber: type === 'id' || type === 'number' || type === 'decimal',
  description,
});

/** An id that the vendor holds as text. */
export const textId = (flags: '' | 'F', description: string): CallColumn => ({
  ...column('id', flags, description),
  isNumber: false,
});

/** The name of a column in the graph: finish_reason is finishReason. Filters have it under this name. */
export const graphNameOf = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The name of a column as a field of an object: caches of clients take the field `id` for a global id. */
export const detailNameOf = (name: string): string => (name === 'id' ? 'vendorId' : graphNameOf(name));
