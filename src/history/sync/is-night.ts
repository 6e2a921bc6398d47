import type { Instant } from '../../time/instant.ts';

/** Whether it is between one and five in the morning where an account is. */
export function isNight(instant: Instant, timeZone: string): boolean {
  const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(instant));
  return hour >= 1 && hour < 5;
}
