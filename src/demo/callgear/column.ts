/** One column of a report. Flags: F it can be filtered by, S sorted by, D it comes without being asked for. */
export type Column<Row> = {
  readonly type: 'number' | 'string' | 'boolean' | 'enum' | 'iso8601' | 'array' | 'object';
  readonly flags: string;
  readonly values?: readonly string[];
  readonly read: (row: Row) => unknown;
};

/** The columns of a report by name, in the order they are sent. */
export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

/** Whether a column has one of the flags. */
export const hasFlag = <Row>(column: Column<Row>, flag: 'F' | 'S' | 'D'): boolean => column.flags.includes(flag);
