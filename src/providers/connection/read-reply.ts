import { UnreadableReply, readJson } from '../../transport/read-json.ts';
import { recordOf } from '../../transport/read-wire.ts';

/** The fields of a JSON object; none where the text is no JSON: the page of a broken gateway, or what a stranger sends. */
export function readFieldsOrNone(text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(readJson(text));
  } catch (error) {
    if (error instanceof UnreadableReply) return {};
    throw error;
  }
}

/**
 * How long a reply's headers ask to wait, in seconds; null where they do not say. An end that is a date is judged by the
 * vendor's own clock, which the reply shows: `now` is what this machine takes for the time where it does not.
 */
export function retryAfterSecondsIn(headers: Readonly<Record<string, string>>, now: number): number | null {
  const sentAt = Date.parse(headers.date ?? '');
  const ms = readRetryAfter(headers['retry-after'], Number.isNaN(sentAt) ? now : sentAt);
  return ms === null ? null : Math.ceil(ms / 1000);
}

/** Reads Retry-After, as seconds, HTTP date or ISO date-time, to milliseconds from now; null when it says nothing. */
export function readRetryAfter(value: string | null | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  if (!/^\d{4}-\d\d-\d\dT|^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
