import { crc32 } from 'node:zlib';

const SEPARATOR = '\0';

/** Why a sealed text cannot be opened. */
type Damage = 'damaged' | 'from a newer version of this server';

/**
 * Packs texts into one opaque word that travels in URLs: base64url of version, parts and a checksum. The checksum tells a
 * damaged word from a foreign one; it keeps nobody from making words of their own, which would only name other things.
 */
export function sealText(version: number, parts: readonly string[]): string {
  const body = `${version}${SEPARATOR}${parts.join(SEPARATOR)}`;
  return Buffer.from(`${body}${SEPARATOR}${crc32(body).toString(36)}`).toString('base64url');
}

/** The parts of a sealed text, or what is wrong with it. */
export function openSealedText(version: number, sealed: string): readonly string[] | Damage {
  const bytes = Buffer.from(sealed, 'base64url');
  // Node skips what is no base64url: only what it would write itself is whole.
  if (bytes.toString('base64url') !== sealed) return 'damaged';
  const text = bytes.toString('utf8');
  const border = text.lastIndexOf(SEPARATOR);
  const body = text.slice(0, border);
  if (border < 0 || crc32(body).toString(36) !== text.slice(border + 1)) return 'damaged';
  const [found = '', ...parts] = body.split(SEPARATOR);
  if (found === String(version)) return parts;
  return Number(found) > version ? 'from a newer version of this server' : 'damaged';
}
