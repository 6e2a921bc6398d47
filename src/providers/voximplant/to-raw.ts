import { listOf, recordOf } from '../../transport/read-wire.ts';
import type { SessionRow } from './wire.ts';

const LINKS: ReadonlySet<string> = new Set(['record_url', 'transcription_url', 'log_file_url']);

/** A row as sent, its links to files null: some of them open without a key. */
export function toRaw(row: SessionRow): Readonly<Record<string, unknown>> {
  const { calls, records, ...session } = withoutLinks(row);
  return {
    ...session,
    ...(calls === undefined ? {} : { calls: listOf(calls).map((call) => withoutLinks(recordOf(call))) }),
    ...(records === undefined ? {} : { records: listOf(records).map((record) => withoutLinks(recordOf(record))) }),
  };
}

const withoutLinks = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, LINKS.has(name) ? null : value]));
