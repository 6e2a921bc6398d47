import { crc32 } from 'node:zlib';
import type { OrderDirection } from '../domain/call-session.ts';
import { SECOND_MS } from '../time/instant.ts';
import { PROVIDER_ORDER_FIELDS, type ProviderOrderField } from '../domain/provider.ts';
import { type Place, idHashOf } from './place.ts';

/** The order of a list that a cursor belongs to. */
export type CursorOrder = { readonly field: ProviderOrderField; readonly direction: OrderDirection };

/** A cursor that cannot be used, in words for the client's developer. */
export class CursorError extends Error {
  readonly code = 'BAD_CURSOR';

  constructor(message: string) {
    super(message);
    this.name = 'CursorError';
  }
}

/**
 * Writes a place as an opaque text of less than 120 characters: base64url of version, order, second, provider, id and a
 * checksum. An id too long for that is cut, and a hash tells it from others that begin alike.
 */
export function writeCursor(direction: OrderDirection, place: Place): string {
  const provider = Buffer.from(place.provider);
  const id = idBytes(place, MAX_BYTES - HEAD_BYTES - CHECKSUM_BYTES - provider.length);
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = VERSION;
  head[1] = flagsOf({ field: 'STARTED_AT', direction }) | (id.isCut ? CUT_FLAG : 0);
  head.writeIntBE(place.startedAt / SECOND_MS, 2, 5);
  head[7] = provider.length;
  return seal(Buffer.concat([head, provider, id.bytes]));
}

/** Reads the cursor of a timeline of this order. */
export function readCursor(cursor: string, direction: OrderDirection): Place {
  const { body, flags } = open(cursor, { field: 'STARTED_AT', direction });
  const idAt = HEAD_BYTES + (body[7] ?? 0);
  if (body.length < idAt) throw damaged(cursor);
  const place = {
    startedAt: body.readIntBE(2, 5) * SECOND_MS,
    provider: body.toString('utf8', HEAD_BYTES, idAt),
  };
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
  const { body } = open(cursor, order);
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
const FIELD_MASK = 3;

const flagsOf = ({ field, direction }: CursorOrder): number =>
  PROVIDER_ORDER_FIELDS.indexOf(field) | (direction === 'DESC' ? DIRECTION_FLAG : 0);

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
function open(cursor: string, wanted: CursorOrder): { body: Buffer; flags: number } {
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
  const field = PROVIDER_ORDER_FIELDS[flags & FIELD_MASK];
  if (version < 1 || body.length < HEAD_BYTES || field === undefined) throw damaged(cursor);
  const direction = (flags & DIRECTION_FLAG) === 0 ? 'ASC' : 'DESC';
  const isOffset = (flags & OFFSET_FLAG) !== 0;
  if (field !== wanted.field || direction !== wanted.direction)
    throw new CursorError(
      `The cursor ${quote(cursor)} belongs to a list ordered by ${field} ${direction}, and this list is ordered by ` +
        `${wanted.field} ${wanted.direction}. Use a cursor with the order it was made in.`,
    );
  if (isOffset !== (wanted.field !== 'STARTED_AT')) throw damaged(cursor);
  return { body, flags };
}

const damaged = (cursor: string): CursorError =>
  new CursorError(
    `The cursor ${quote(cursor)} is damaged: part of it is missing or was changed. Pass it on exactly as it came.`,
  );

const quote = (cursor: string): string => JSON.stringify(cursor.length > 40 ? `${cursor.slice(0, 40)}…` : cursor);
