import type { Operating } from './reply.ts';

/** The two limits of the cloud: the rate of requests, and the time a method may work. */
export type Limits = {
  /** Takes a request into the bucket; false when it overflows. */
  takeRequest(): boolean;
  /** Whether the method still has time; checked before it runs, so that the call that crosses the limit succeeds. */
  mayRun(method: string): boolean;
  operatingOf(method: string): Operating;
  /** Adds working seconds to a method, as a slow call would. */
  spend(method: string, seconds: number): void;
};

const BURST = 50;
const DRAIN_PER_SECOND = 2;
const OPERATING_LIMIT_SECONDS = 480;
const OPERATING_WINDOW_SECONDS = 600;

/** Counts in real time, whatever the vendor's own clock shows: limits are felt by the caller's machine. */
export function createLimits(isOn: boolean): Limits {
  let level = 0;
  let drainedAt = Date.now();
  const spent = new Map<string, { at: number; seconds: number }[]>();

  const recentOf = (method: string): { at: number; seconds: number }[] => {
    const since = Date.now() / 1000 - OPERATING_WINDOW_SECONDS;
    return (spent.get(method) ?? []).filter(({ at }) => at > since);
  };
  const operatingOf = (method: string): Operating => {
    const recent = recentOf(method);
    const oldest = recent[0]?.at ?? Date.now() / 1000;
    return {
      seconds: recent.reduce((sum, { seconds }) => sum + seconds, 0),
      resetsInSeconds: Math.ceil(oldest + OPERATING_WINDOW_SECONDS - Date.now() / 1000),
    };
  };

  return {
    takeRequest() {
      const now = Date.now();
      level = Math.max(0, level - ((now - drainedAt) / 1000) * DRAIN_PER_SECOND);
      drainedAt = now;
      if (!isOn) return true;
      if (level + 1 > BURST) return false;
      level += 1;
      return true;
    },
    mayRun: (method) => !isOn || operatingOf(method).seconds < OPERATING_LIMIT_SECONDS,
    operatingOf,
    spend: (method, seconds) => void spent.set(method, [...recentOf(method), { at: Date.now() / 1000, seconds }]),
  };
}
