import { texts } from '../texts.ts';

const change = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});
const points = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const hours = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'hour', maximumFractionDigits: 0 });
const minutes = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'minute', maximumFractionDigits: 0 });

/** What has become of a number: +12%. Null where there was none before. */
export const formatChange = (now: number | null, before: number | null): string | null =>
  now === null || before === null || before === 0 ? null : change.format(now / before - 1);

/** What has become of a share: +1.5 points. */
export const formatPoints = (now: number | null, before: number | null): string | null =>
  now === null || before === null ? null : texts.overview.points(points.format((now - before) * 100));

/** A long time: 36 hr, or 12 min where that is all. */
export const formatHours = (seconds: number): string =>
  seconds < 3600 ? minutes.format(seconds / 60) : hours.format(seconds / 3600);
