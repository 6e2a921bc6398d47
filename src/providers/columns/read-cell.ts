import { type Instant, floorToSecond } from '../../time/instant.ts';
import { readDecimal } from '../../domain/money.ts';
import type { Party } from '../../domain/party.ts';
import {
  booleanOrNull,
  listOf,
  numberOrNull,
  objectsOf,
  recordOf,
  textOrNull,
  wholeOrNull,
} from '../../transport/read-wire.ts';
import type { ColumnType } from './column.ts';

/** Reads a column of a row, by its type, as its field in the graph sends it. */
export type ReadCell<Row> = (row: Row, name: string, type: ColumnType) => unknown;

/** How one vendor's rows are looked into. */
type Cells<Row> = {
  readonly cellOf: (row: Row, name: string) => unknown;
  readonly toInstant: (value: unknown, row: Row) => Instant | null;
  /** A record inside a row. */
  readonly rowIn: (value: Readonly<Record<string, unknown>>, row: Row) => Row;
};

/** Makes the reader of one vendor's cells. What has another form than expected is null, and never fails its row. */
export function createReadCell<Row>({ cellOf, toInstant, rowIn }: Cells<Row>): ReadCell<Row> {
  return (row, name, type) => {
    const value = cellOf(row, name);
    // Not sent is not empty.
    if (value == null) return null;
    switch (type) {
      case 'time':
        return toInstant(value, row);
      case 'row':
        return rowIn(recordOf(value), row);
      case 'rows':
        return objectsOf(value).map((one) => rowIn(one, row));
      case 'json': {
        const record = recordInText(value);
        return record === null ? null : rowIn(record, row);
      }
      default:
        return READERS[type](value);
    }
  };
}

/** Reads the cells of rows that are kept as they came, with times that have their offset. */
export const readPlainCell: ReadCell<Readonly<Record<string, unknown>>> = createReadCell({
  cellOf: (row: Readonly<Record<string, unknown>>, name) => row[name],
  toInstant: instantOrNull,
  rowIn: (record) => record,
});

const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** A time with its own offset, to the second. Without one it names no moment. */
export function instantOrNull(value: unknown): Instant | null {
  const text = textOrNull(value);
  if (text === null || !WITH_OFFSET.test(text)) return null;
  const instant = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(instant) ? null : floorToSecond(instant);
}

/** The texts of a list. */
export const textsOf = (value: unknown): string[] => listOf(value).flatMap((one) => textOrNull(one) ?? []);

/** A whole number that every client can hold: a field that cannot be sent would fail its row. */
function safeOrNull(value: unknown): number | null {
  const number = numberOrNull(value);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

type Scalar = Exclude<ColumnType, 'time' | 'row' | 'rows' | 'json'>;

const READERS: Readonly<Record<Scalar, (value: unknown) => unknown>> = {
  id: textOrNull,
  text: textOrNull,
  word: textOrNull,
  number: wholeOrNull,
  count: safeOrNull,
  decimal: readDecimal,
  boolean: booleanOrNull,
  ids: textsOf,
  texts: textsOf,
  secret: (value) => textsOf(value).map(shortened),
  link: () => null,
};

/** As much of an id as may be shown, where whoever knows it whole can open what it names. */
export const shortened = (id: string): string => id.slice(0, 8);

/** JSON in a text, now and then junk. */
function recordInText(value: unknown): Readonly<Record<string, unknown>> | null {
  try {
    return typeof value === 'string' ? recordOf(JSON.parse(value)) : null;
  } catch {
    return null;
  }
}

/** One side of a call, its number as sent; null where the vendor names neither number nor name. */
export function toParty(number: unknown, name: unknown, defaultCountry: string | null): Party | null {
  const [text, displayName] = [textOrNull(number), textOrNull(name)];
  return text === null && displayName === null ? null : { number: text, displayName, defaultCountry };
}
