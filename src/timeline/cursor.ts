import { QuestionError } from '../domain/question-error.ts';
import { crc32 } from 'node:zlib';
import type { OrderDirection } from '../domain/call-session.ts';
import { quote } from '../domain/quote.ts';
import { SECOND_MS } from '../time/instant.ts';
import { PROVIDER_ORDER_FIELDS, type ProviderOrderField } from '../domain/provider.ts';
import { VALUE_ORDER_FIELDS, type ValueOrderField } from '../domain/value-order.ts';
import { type Place, idHashOf } from './place.ts';

/** The order of a list that a cursor belongs to. */
type CursorOrder = { readonly field: ProviderOrderField | ValueOrderField; readonly direction: OrderDirection };
/** An order by a number of the calls. */
export type ValueOrder = { readonly field: ValueOrderField; readonly direction: OrderDirection };
/** A place in such an order. */
export type ValuePlace = Place & { readonly value: number | null };

/** A cursor that cannot be used, in words for the client's developer. */
export class CursorError extends QuestionError<'BAD_CURSOR'> {
  constructor(message: string) {
    super('BAD_CURSOR', message);
  }
}

/**
 * Writes a place as an opaque text of less than 120 characters: base64url of version, order, second, provider, id and a
 * checksum. An id too long for that is cut, and a hash tells it from others that begin alike.
 */
export const writeCursor = (direction: OrderDirection, place: Place): string =>
  writePlace({ field: 'STARTED_AT', direction }, place, NO_BYTES);

/** Reads the cursor of a timeline of this order. */
export function readCursor(cursor: string, direction: OrderDirection): Place {
  const { body, flags } = open(cursor, { field: 'STARTED_AT', direction }, 'place');
  return readPlace(cursor, body, flags, HEAD_BYTES);
}

/** Writes a place in an order by value, likewise: the value stands before the provider. */
export function writeValueCursor(order: ValueOrder, { value, ...place }: ValuePlace): string {
  const bytes = Buffer.alloc(VALUE_BYTES);
  bytes.writeIntBE(value ?? -1, 0, VALUE_BYTES);
  return writePlace(order, place, bytes);
}

/** Reads the cursor of a list by value of this order. */
export function readValueCursor(cursor: string, order: ValueOrder): ValuePlace {
  const { body, flags } = open(cursor, order, 'place');
  if (body.length < HEAD_BYTES + VALUE_BYTES) throw damaged(cursor);
  const value = body.readIntBE(HEAD_BYTES, VALUE_BYTES);
  return { ...readPlace(cursor, body, flags, HEAD_BYTES + VALUE_BYTES), value: value < 0 ? null : value };
}

/** Whether a cursor counts rows as its vendor does: those of one order may be of either kind. */
export const isOffsetCursor = (cursor: string): boolean => {
  const [, flags = 0] = Buffer.from(cursor, 'base64url');
  return (flags & OFFSET_FLAG) !== 0;
};

function writePlace(order: CursorOrder, place: Place, value: Buffer): string {
  const provider = Buffer.from(place.provider);
  const id = idBytes(place, MAX_BYTES - HEAD_BYTES - value.length - CHECKSUM_BYTES - provider.length);
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = VERSION;
  head[1] = flagsOf(order) | (id.isCut ? CUT_FLAG : 0);
  head.writeIntBE(place.startedAt / SECOND_MS, 2, 5);
  head[7] = provider.length;
  return seal(Buffer.concat([head, value, provider, id.bytes]));
}

function readPlace(cursor: string, body: Buffer, flags: number, at: number): Place {
  const idAt = at + (body[7] ?? 0);
  if (body.length < idAt) throw damaged(cursor);
  const place = { startedAt: body.readIntBE(2, 5) * SECOND_MS, provider: body.toString('utf8', at, idAt) };
  if ((flags & CUT_FLAG) === 0) return { ...place, nativeId: body.toString('utf8', idAt) };
  const hashEnd = idAt + HASH_BYTES;
  return { ...place, idHash: body.toString('hex', idAt, hashEnd), nativeId: body.toString('utf8', hashEnd) };
}

/** Writes the cursor of a list that its vendor pages by offset: how many rows lie before and including its own. */
export function writeOffsetCursor(order: CursorOrder, provider: string, offset: number): string {
  const head = Buffer.from([VERSION, flagsOf(order) | OFFSET_FLAG, 0, 0, 0, 0, 0, 0]);
  head.writeUIntBE(offset, 2, 6);
  return seal(Buffer.concat([head, Buffer.from(provider)]));
}

/** Reads the cursor of an offset list of this provider and order. */
export function readOffsetCursor(cursor: string, order: CursorOrder, provider: string): number {
  const { body } = open(cursor, order, 'offset');
  const found = body.toString('utf8', HEAD_BYTES);
  if (found !== provider)
    throw new CursorError(
      `The cursor ${quote(cursor)} belongs to calls of ${found}, and these are calls of ${provider}.`,
    );
  return body.readUIntBE(2, 6);
}

const VERSION = 1;
const HEAD_BYTES = 8;
const CHECKSUM_BYTES = 4;
const HASH_BYTES = 8;
/** What base64url turns into 119 characters. */
const MAX_BYTES = 89;
const DIRECTION_FLAG = 4;
const CUT_FLAG = 8;
const OFFSET_FLAG = 16;
/** The number of a field stands in three bits, which do not lie together. */
const FIELD_MASK = 3;
const HIGH_FIELD_FLAG = 32;
const FIELDS: readonly CursorOrder['field'][] = [...new Set([...PROVIDER_ORDER_FIELDS, ...VALUE_ORDER_FIELDS])];
/** Seconds of a call, as a signed integer. */
const VALUE_BYTES = 6;
const NO_BYTES = Buffer.alloc(0);

function flagsOf({ field, direction }: CursorOrder): number {
  const number = FIELDS.indexOf(field);
  const high = number > FIELD_MASK ? HIGH_FIELD_FLAG : 0;
  return (number & FIELD_MASK) | high | (direction === 'DESC' ? DIRECTION_FLAG : 0);
}

function idBytes({ nativeId, idHash }: Place, room: number): { bytes: Buffer; isCut: boolean } {
  const whole = Buffer.from(nativeId);
  if (idHash === undefined && whole.length <= room) return { bytes: whole, isCut: false };
  let beginning = nativeId;
  while (Buffer.byteLength(beginning) > room - HASH_BYTES) beginning = beginning.slice(0, -1);
  // Half of a surrogate pair would not survive as UTF-8.
  beginning = beginning.isWellFormed() ? beginning : beginning.slice(0, -1);
  const hash = Buffer.from(idHash ?? idHashOf(nativeId), 'hex');
  return { bytes: Buffer.concat([hash, Buffer.from(beginning)]), isCut: true };
}

function seal(body: Buffer): string {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([body, checksum]).toString('base64url');
}

/** The checksum stands in the same place in every version, so that a newer cursor is told from a damaged one. */
function open(cursor: string, wanted: CursorOrder, kind: 'place' | 'offset'): { body: Buffer; flags: number } {
  const bytes = Buffer.from(cursor, 'base64url');
  const border = bytes.length - CHECKSUM_BYTES;
  const body = bytes.subarray(0, Math.max(0, border));
  // Node skips what is no base64url: only what it would write itself is whole.
  if (border < 1 || bytes.toString('base64url') !== cursor || bytes.readUInt32BE(border) !== crc32(body))
    throw damaged(cursor);
  const [version = 0, flags = 0] = body;
  if (version > VERSION)
    throw new CursorError(
      `The cursor ${quote(cursor)} was made by a newer version of this server (cursor version ${version}; this server ` +
        `knows ${VERSION}). Start again without a cursor, or ask a server of that version.`,
    );
  const field = FIELDS[(flags & FIELD_MASK) | ((flags & HIGH_FIELD_FLAG) === 0 ? 0 : FIELD_MASK + 1)];
  if (version < 1 || body.length < HEAD_BYTES || field === undefined) throw damaged(cursor);
  const direction = (flags & DIRECTION_FLAG) === 0 ? 'ASC' : 'DESC';
  const isOffset = (flags & OFFSET_FLAG) !== 0;
  if (field !== wanted.field || direction !== wanted.direction)
    throw new CursorError(
      `The cursor ${quote(cursor)} belongs to a list ordered by ${field} ${direction}, and this list is ordered by ` +
        `${wanted.field} ${wanted.direction}. Use a cursor with the order it was made in.`,
    );
  if (isOffset && kind === 'place')
    throw new CursorError(
      `The cursor ${quote(cursor)} belongs to a list of one provider that its vendor pages. Use it with that list.`,
    );
  if (isOffset !== (kind === 'offset')) throw damaged(cursor);
  return { body, flags };
}

const damaged = (cursor: string): CursorError =>
  new CursorError(
    `The cursor ${quote(cursor)} is damaged: part of it is missing or was changed. Pass it on exactly as it came.`,
  );
