/** Takes secrets out of a text. */
export type Redactor = (text: string) => string;

/** Replaces every secret by "…", in any spelling in which one travels: raw, URL-encoded, in JSON, in base64. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const patterns = new Set<string>();
  for (const secret of secrets) {
    if (secret.length >= SHORTEST) for (const spelling of spellings(secret)) patterns.add(escape(spelling));
    // Within words a short secret is chance, and taking it out would only show where it is.
    else if (secret !== '') patterns.add(`(?<![\\p{L}\\p{N}])${escape(secret)}(?![\\p{L}\\p{N}])`);
  }
  if (patterns.size === 0) return (text) => text;
  // Longest first: a secret may be part of another.
  const all = new RegExp([...patterns].sort((one, other) => other.length - one.length).join('|'), 'gu');
  return (text) => text.replace(all, '…');
}

const SHORTEST = 4;
/** Shorter pieces of base64 occur by chance. */
const SHORTEST_ENCODED = 8;

function spellings(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const lower = encoded.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
  const json = JSON.stringify(secret).slice(1, -1);
  // PHP writes "/" as "\/" in JSON, and forms write a space as "+".
  const plain = [secret, encoded, lower, encoded.replaceAll('%20', '+'), json, json.replaceAll('/', '\\/')];
  return [...plain, ...[0, 1, 2].flatMap((offset) => encodedAt(secret, offset))];
}

/** Inside a longer text, as in `Basic base64(id:secret)`, base64 spells a secret in one of three ways. */
function encodedAt(secret: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const from = Math.ceil((offset * 8) / 6);
  // The last character may hold bits of what follows.
  const to = Math.floor((bytes.length * 8) / 6);
  return (['base64', 'base64url'] as const)
    .map((alphabet) => bytes.toString(alphabet).slice(from, to))
    .filter((piece) => piece.length >= SHORTEST_ENCODED);
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
