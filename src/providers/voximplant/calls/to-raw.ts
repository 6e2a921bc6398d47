import type { SessionRow } from '../api/wire.ts';

const LINKS: ReadonlySet<string> = new Set(['record_url', 'transcription_url', 'log_file_url']);

/** A row as sent, its links to files null, at any depth: some of them open without a key. */
export const toRaw = (row: SessionRow): unknown => withoutLinks(row);

function withoutLinks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLinks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, LINKS.has(name) ? null : withoutLinks(inner)]),
  );
}
