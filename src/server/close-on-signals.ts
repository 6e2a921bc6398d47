import { constants } from 'node:os';

/** What is in flight gets this long to end; a supervisor commonly kills after ten seconds. */
const GRACE_MS = 8000;
const LONGEST_MS = 9500;
/** npm passes a Ctrl-C on to a program that the terminal has already told, so it comes twice at once. */
const ECHO_MS = 250;

/** Stops the process cleanly on the first SIGTERM or SIGINT, and at once on a second. */
export function closeOnSignals(close: (graceMs: number) => Promise<void>): void {
  let stoppingSince: number | null = null;

  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), LONGEST_MS).unref();
    try {
      await close(GRACE_MS);
      process.exit(0);
    } catch (error) {
      console.error('Trunkline could not stop cleanly:', error);
      process.exit(1);
    }
  };

  const onSignal = (signal: 'SIGTERM' | 'SIGINT'): void => {
    if (stoppingSince === null) {
      stoppingSince = performance.now();
      void stop();
    } else if (performance.now() - stoppingSince > ECHO_MS) {
      process.exit(128 + constants.signals[signal]);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
