import { untilAborted } from './until-aborted.ts';

/** A timer for longer than this fires at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Waits, for 24 days at most; an abort ends it at once with the signal's reason. In the background, it keeps no process alive. */
export async function wait(ms: number, signal: AbortSignal, { isInBackground = false } = {}): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, Math.min(ms, MAX_TIMER_MS));
  if (isInBackground) timer.unref();
  try {
    await untilAborted(promise, signal);
  } finally {
    clearTimeout(timer);
  }
}
