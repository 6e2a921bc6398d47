const RECORD_ID = 'record_id=';

/** The record_id that a link to a recording carries: what joins a call to its recording. */
export function recordIdIn(url: unknown): string | null {
  if (typeof url !== 'string') return null;
  const at = url.lastIndexOf(RECORD_ID);
  if (at < 0) return null;
  const end = url.indexOf('&', at);
  return url.slice(at + RECORD_ID.length, end < 0 ? undefined : end);
}
