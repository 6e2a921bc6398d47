import type { SessionRow } from '../api/wire.ts';

const LINKS: ReadonlySet<string> = new Set(['record_url', 'transcription_url', 'log_file_url']);

/** A row as sent, its links to files null, at any depth: some of them open without a key. */
export const toRaw = (row: SessionRow): unknown => mapLinks(row, () => null);

/** The same value with each of its links to files made something else, at any depth. */
export function mapLinks<Value>(value: Value, toLink: (link: unknown) => string | null): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => mapLinks(item, toLink)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      LINKS.has(name) ? toLink(inner) : mapLinks(inner, toLink),
    ]),
  ) as Value;
}
