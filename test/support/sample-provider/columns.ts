import { readDecimal } from '../../../src/domain/money.ts';
import type { Instant } from '../../../src/time/instant.ts';
import { textOrNull, wholeOrNull } from '../../../src/transport/read-wire.ts';

/** A row as it was sent. */
export type Row = Readonly<Record<string, unknown>>;

const READERS = {
  ID: textOrNull,
  String: textOrNull,
  Int: wholeOrNull,
  Decimal: (value: unknown): string | null => readDecimal(textOrNull(value)),
  DateTime(value: unknown): Instant | null {
    const instant = Date.parse(textOrNull(value) ?? '');
    return Number.isNaN(instant) ? null : instant;
  },
};

/** A column of a call: its type in the graph, whether the vendor's own filter takes values of it, and what it says. */
type Column = { readonly type: keyof typeof READERS; readonly isFilter?: true; readonly description: string };

/** Details, mapping, the vendor's own filter and its test of rows are all made of these. */
export const COLUMNS = {
  id: { type: 'ID', description: 'The id of the call.' },
  started_at: { type: 'DateTime', description: 'When it started.' },
  seconds: { type: 'Int', description: 'How long it lasted.' },
  direction: { type: 'String', description: 'in or out.' },
  result: { type: 'String', isFilter: true, description: 'How it ended: answered, missed, gave_up and more.' },
  customer: { type: 'String', description: "The customer's number." },
  line: { type: 'String', description: "The company's number." },
  user_id: { type: 'ID', description: 'Who took part.' },
  price: { type: 'Decimal', description: 'What it cost, in euros.' },
  stars: { type: 'Int', isFilter: true, description: 'What the customer gave it: 1 to 5.' },
  desk: { type: 'String', isFilter: true, description: 'Which desk it rang at.' },
} as const satisfies Readonly<Record<string, Column>>;

type ColumnName = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];
/** Columns that the vendor's own filter takes values of. */
export const FILTER_COLUMNS = COLUMN_NAMES.filter((name) => 'isFilter' in COLUMNS[name]);

type ValueOf<Name extends ColumnName> = ReturnType<(typeof READERS)[(typeof COLUMNS)[Name]['type']]>;

/** The value of a column; null for what is not there, or has another form. */
export const read = <Name extends ColumnName>(row: Row, name: Name): ValueOf<Name> =>
  READERS[COLUMNS[name].type](row[name]) as ValueOf<Name>;

/** The name of a column in the graph: "started_at" is startedAt. */
export const toFieldName = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
