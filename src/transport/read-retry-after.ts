/** Reads Retry-After, as seconds, HTTP date or ISO date-time, to milliseconds from now; null when it says nothing. */
export function readRetryAfter(value: string | null | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  if (!/^\d{4}-\d\d-\d\dT|^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
