import type { Log } from '../../src/transport/log.ts';

/** A line of a log, as it was written. */
export type LogLine = { readonly fields: object; readonly message: string };

/** A log that keeps its lines. */
export function createRecordingLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const keep = (fields: object, message: string): void => void lines.push({ fields, message });
  return { log: { info: keep, warn: keep, error: keep }, lines };
}
