import type { Row, Transaction, Value } from '../engine.ts';

/** Far from the bound of parameters in one statement: SQLite 32,766, Postgres 65,535. */
const ROWS_AT_ONCE = 50;

/** Inserts rows, so many in one statement; gives back what each returns. */
export async function insertRows(
  { run }: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  ending = '',
): Promise<Row[]> {
  const returned: Row[] = [];
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const values = rows.slice(start, start + ROWS_AT_ONCE).flat();
    const tuples = Array.from(
      { length: values.length / columns.length },
      (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
    );
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')} ${ending}`;
    returned.push(...(await run(sql, values)));
  }
  return returned;
}
