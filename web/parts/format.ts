import { texts } from '../texts.ts';

/** Dates and numbers of the viewer's locale, in the viewer's zone. */
const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
const shortTime = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export const formatTime = (at: string | Date): string => time.format(new Date(at));
export const formatShortTime = (at: string | Date): string => shortTime.format(new Date(at));
export const formatDay = (at: string | Date): string => day.format(new Date(at));
export const formatDate = (at: string | Date): string => date.format(new Date(at));
export const formatInstant = (at: string | Date): string => instant.format(new Date(at));
export const formatNumber = (value: number): string => number.format(value);
export const formatPercent = (share: number): string => percent.format(share);

/** How long something lasted: 0:07, 12:40, 1:02:15. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds == null) return texts.duration.unknown;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** How long ago something was, in the largest unit that fits. What the server's clock has just seen may not be here yet. */
export function formatAgo(at: string | Date, now: Date = new Date()): string {
  const seconds = Math.min(0, Math.round((new Date(at).getTime() - now.getTime()) / 1000));
  const size = Math.abs(seconds);
  if (size < 60) return ago.format(seconds, 'second');
  if (size < 3600) return ago.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return ago.format(Math.round(seconds / 3600), 'hour');
  return ago.format(Math.round(seconds / 86_400), 'day');
}

/** A sentence of the server, with the instants in it as the viewer writes them. */
export const withOwnTimes = (sentence: string): string =>
  sentence.replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z/g, (at) => formatInstant(at));
