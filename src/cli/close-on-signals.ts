import { constants } from 'node:os';

/** What is in flight gets this long to end; a supervisor commonly kills after ten seconds. */
const GRACE_MS = 8000;
const LONGEST_MS = 9500;
/** npm passes a Ctrl-C on to a program that the terminal has already told, so it comes twice at once. */
export const ECHO_MS = 250;
const LOOK_AT_PARENT_MS = 500;

type Signal = 'SIGTERM' | 'SIGINT';

/** The part of the process that hears signals and ends it. */
export type SignalledProcess = {
  on(signal: Signal, listener: (signal: Signal) => void): unknown;
  exit(code: number): void;
  readonly ppid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Stops the process cleanly on the first SIGTERM or SIGINT, and at once on a second. */
export function closeOnSignals(
  close: (graceMs: number) => Promise<void>,
  {
    program = process,
    now = () => performance.now(),
    lookAtParentMs = LOOK_AT_PARENT_MS,
  }: { program?: SignalledProcess; now?: () => number; lookAtParentMs?: number } = {},
): void {
  let stoppingSince: number | null = null;

  const stop = async (): Promise<void> => {
    stoppingSince = now();
    setTimeout(() => program.exit(1), LONGEST_MS).unref();
    try {
      await close(GRACE_MS);
      program.exit(0);
    } catch (error) {
      console.error('Trunkline could not stop cleanly:', error);
      program.exit(1);
    }
  };

  const onSignal = (signal: Signal): void => {
    if (stoppingSince === null) void stop();
    else if (now() - stoppingSince > ECHO_MS) program.exit(128 + constants.signals[signal]);
  };
  program.on('SIGTERM', onSignal);
  program.on('SIGINT', onSignal);

  // Who stops npm stops the shell that npm has put between; the shell passes no signal on, it only is gone.
  if (program.env['npm_lifecycle_event'] === undefined) return;
  const parent = program.ppid;
  const watch = setInterval(() => {
    if (program.ppid === parent) return;
    clearInterval(watch);
    if (stoppingSince === null) void stop();
  }, lookAtParentMs).unref();
}
