/**
 * How a column is read, and what its field in the graph looks like. A `word` is one of a vendor's list, a `row` a record
 * inside a row (`json`: in a text), a `secret` a list of ids that are shown by their first digits; a `link` is never
 * shown as it is.
 */
export type ColumnType =
  | 'id'
  | 'text'
  | 'word'
  | 'number'
  | 'count'
  | 'decimal'
  | 'boolean'
  | 'time'
  | 'ids'
  | 'texts'
  | 'row'
  | 'rows'
  | 'json'
  | 'secret'
  | 'link';

/** "F" marks a column that the vendor filters by, "S" one that it sorts by. */
export type ColumnFlags = '' | 'F' | 'FS';

/** What is known of a column of a vendor's rows. */
export type Column<Flags extends ColumnFlags = ColumnFlags> = {
  readonly type: ColumnType;
  readonly description: string;
  readonly flags: Flags;
  /** Whether the vendor holds it as a number: a filter's value is then sent as one. */
  readonly isNumber: boolean;
  /**
   * Whether it may hold a customer's number or name, or what somebody wrote: of every text that is not declared to be a
   * label. Reading it and filtering by it needs numbers:read.
   */
  readonly isPersonal: boolean;
  /** The columns of the records inside it. */
  readonly record?: RecordTable;
};

/** Columns by the vendor's name, in the order of its page. */
export type Columns = Readonly<Record<string, Column>>;

/** A record inside a row: the name of its type in the graph, and its columns. */
export type RecordTable = { readonly name: string; readonly description: string; readonly columns: Columns };

/** A row in the vendor's spelling: nothing of it is believed before it is read. */
export type RowOf<Table> = { readonly [Name in keyof Table]?: unknown };

/** Declares a column. */
export const column = <Flags extends ColumnFlags = ''>(
  type: Exclude<ColumnType, 'row' | 'rows'>,
  description: string,
  flags?: Flags,
): Column<Flags> => ({
  type,
  description,
  flags: flags ?? ('' as Flags),
  isNumber: type === 'id' || type === 'number' || type === 'count' || type === 'decimal',
  isPersonal: type === 'text' || type === 'texts',
});

/** An id that the vendor holds as text; an outside system may have made it from a number. */
export const textId = <Flags extends ColumnFlags = ''>(description: string, flags?: Flags): Column<Flags> =>
  personal({ ...column('id', description, flags), isNumber: false });

/**
 * A text that the vendor or the company chose: a code, the name of a queue, a campaign or an agent, a number of the
 * company's own.
 */
export const label = <Flags extends ColumnFlags = ''>(description: string, flags?: Flags): Column<Flags> =>
  impersonal(column('text', description, flags));

/** A list of such texts. */
export const labels = <Flags extends ColumnFlags = ''>(description: string, flags?: Flags): Column<Flags> =>
  impersonal(column('texts', description, flags));

/** A column that tells something of a customer, whatever its type. */
export const personal = <Some extends Column>(given: Some): Some => ({ ...given, isPersonal: true });

/** A column that tells nothing of a customer, whatever its type. */
export const impersonal = <Some extends Column>(given: Some): Some => ({ ...given, isPersonal: false });

/** A record inside rows. */
export const record = <Table extends Columns>(name: string, description: string, columns: Table) => ({
  name,
  description,
  columns,
});

/** A column with one record. */
export const row = (record: RecordTable, description: string, type: 'row' | 'json' = 'row'): Column<''> => ({
  ...column('json', description),
  type,
  record,
  isPersonal: holdsPersonal(record),
});

/** A column with a list of records; vendors filter by some of them in a language of their own. */
export const rows = <Flags extends ColumnFlags = ''>(
  record: RecordTable,
  description: string,
  flags?: Flags,
): Column<Flags> => ({
  ...column('json', description, flags),
  type: 'rows',
  record,
  isPersonal: holdsPersonal(record),
});

// Who may filter by the records inside could ask for each of their texts.
const holdsPersonal = ({ columns }: RecordTable): boolean =>
  Object.values(columns).some(({ isPersonal }) => isPersonal);

/** Whether the vendor filters by a column. */
export const isFilterable = ({ flags }: Column): boolean => flags !== '';

/** The name of a column in the graph: finish_reason is finishReason. Filters have it under this name. */
export const graphNameOf = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The name of a column as a field of an object: caches of clients take the field `id` for a global id. */
export const detailNameOf = (name: string): string => (graphNameOf(name) === 'id' ? 'vendorId' : graphNameOf(name));
