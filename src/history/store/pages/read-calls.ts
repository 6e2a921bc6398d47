import type { Row } from '../engine.ts';
import type { Account } from '../account.ts';
import type { KeptCall } from '../kept-page.ts';
import type { CallPart } from '../vendor-reading.ts';
import { toKeptCall } from '../rows/known-call.ts';
import type { CallMemory } from './call-memory.ts';

/** Reads calls; what is remembered of them need not be read, nor made, again. Gives the rows of the first statement. */
export async function readCalls(
  account: Account,
  beside: readonly CallPart[],
  /** Null for calls that are not worth remembering. */
  memory: CallMemory | null,
  read: (select: string) => Promise<readonly (readonly Row[])[]>,
): Promise<{ readonly rows: readonly Row[]; readonly calls: readonly KeptCall[]; readonly beside: readonly Row[] }> {
  const parts: readonly CallPart[] = ['calls', ...beside.filter((part) => part !== 'calls')];
  if (memory !== null) {
    const [rows = [], others = []] = await read(`SELECT ${MARKS.join(', ')} FROM calls c`);
    const calls = memory.recall(rows, account, parts);
    if (calls !== null) return { rows, calls, beside: others };
  }
  const [rows = [], others = []] = await read(
    `SELECT ${columnsOf(parts)} FROM calls c JOIN bodies b ON b.call = c.call`,
  );
  const toCall = (row: Row): KeptCall => memory?.learn(row, account, parts) ?? toKeptCall(row, account.key);
  return { rows, calls: rows.map(toCall), beside: others };
}

/** What `toKeptCall` reads of calls `c` and bodies `b`, with the bodies of the parts that were asked for. */
export const columnsOf = (parts: readonly CallPart[]): string =>
  [...MARKS, 'b.session', ...parts.filter((part) => part !== 'calls').map((part) => `b.${part}`)].join(', ');

/**
 * A call beside its parts, and what tells it from what it was before: each difference has a number of its own, and a store
 * that was put back to an earlier day gives the number out again at another time.
 */
const MARKS = ['c.native_id', 'c.start_second', 'c.read_at', 'c.change_number', 'c.changed_at'];
