import type { CallSession } from '../../../domain/call-session.ts';
import { hideCells, namesOf, withRows } from '../../columns/hide-cells.ts';
import type { SessionRow } from '../api/wire.ts';
import { recordIdIn } from '../media/to-recording.ts';
import { CALL, RECORD, SESSION } from './columns.ts';
import { NO_USERS, type RowContext, type RowParts, clockOfRow, rowOf } from './row.ts';
import { toCallSession } from './to-call-session.ts';

const LINKS: ReadonlySet<string> = new Set([SESSION, CALL, RECORD].flatMap(({ columns }) => namesOf(columns, 'link')));

/** A row as sent, its links to files null, at any depth: some of them open without a key. */
export const toRaw = (row: SessionRow): unknown => hideCells(row, LINKS, () => null);

/** The call as it may be kept: of links, what kind of file they lead to and the id of its record, which open nothing. */
export const toKept = (call: CallSession): CallSession => withRows(call, (row) => hideCells(row, LINKS, toStump));

const EXTENSION = /\.[a-z0-9]{2,4}(?=\?|$)/i;

function toStump(link: unknown): string | null {
  if (typeof link !== 'string' || link === '') return null;
  const recordId = recordIdIn(link);
  return `…${EXTENSION.exec(link)?.[0] ?? ''}${recordId === null ? '' : `?record_id=${recordId}`}`;
}

const PARTS: RowParts = new Set(['legs', 'cost']);

/** A kept call made anew of its row. Users are named by the directory, and recordings by links that are cut. */
export const remap = (
  call: CallSession,
  account: Pick<RowContext, 'provider' | 'currency' | 'defaultCountry'>,
): CallSession | null => toCallSession(rowOf(call), { ...account, clock: clockOfRow(call), findUser: NO_USERS }, PARTS);
