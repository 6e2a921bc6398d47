import { constants } from 'node:os';

/** What is in flight gets this long to end; a supervisor commonly kills after ten seconds. */
const GRACE_MS = 8000;
const LONGEST_MS = 9500;
/** npm passes a Ctrl-C on to a program that the terminal has already told, so it comes twice at once. */
const ECHO_MS = 250;
const LOOK_AT_PARENT_MS = 500;

type Signal = 'SIGTERM' | 'SIGINT';

/** The part of the process that hears signals and ends it. */
export type SignalledProcess = {
  on(signal: Signal, listener: (signal: Signal) => void): unknown;
  exit(code: number): void;
  readonly ppid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
};

type Surroundings = {
  readonly program?: SignalledProcess;
  readonly now?: () => number;
  readonly lookAtParentMs?: number;
};

/** Stops the process cleanly on the first SIGTERM or SIGINT, and at once on a second. */
export function closeOnSignals(close: (graceMs: number) => Promise<void>, surroundings: Surroundings = {}): void {
  const { program = process } = surroundings;
  const stop = async (): Promise<void> => {
    setTimeout(() => program.exit(1), LONGEST_MS).unref();
    try {
      await close(GRACE_MS);
      program.exit(0);
    } catch (error) {
      console.error('Trunkline could not stop cleanly:', error);
      program.exit(1);
    }
  };
  stopOnSignals(() => void stop(), surroundings);
}

/** Why a command is to stop, and the exit code that shells know such an end by. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(`stopped by ${signal}`);
    this.exitCode = exitCodeOf(signal);
  }
}

const exitCodeOf = (signal: Signal): number => 128 + constants.signals[signal];

/** Asks a program to stop on the first SIGTERM or SIGINT, or when whoever ran it is gone; ends it at once on a second. */
export function stopOnSignals(
  askToStop: (why: Stopped) => void,
  { program = process, now = () => performance.now(), lookAtParentMs = LOOK_AT_PARENT_MS }: Surroundings = {},
): void {
  let stoppingSince: number | null = null;

  const stop = (signal: Signal): void => {
    stoppingSince = now();
    askToStop(new Stopped(signal));
  };
  const onSignal = (signal: Signal): void => {
    if (stoppingSince === null) stop(signal);
    else if (now() - stoppingSince > ECHO_MS) program.exit(exitCodeOf(signal));
  };
  program.on('SIGTERM', onSignal);
  program.on('SIGINT', onSignal);

  // Who stops npm stops the shell that npm has put between; the shell passes no signal on, it only is gone.
  if (program.env['npm_lifecycle_event'] === undefined) return;
  const parent = program.ppid;
  const watch = setInterval(() => {
    if (program.ppid === parent) return;
    clearInterval(watch);
    if (stoppingSince === null) stop('SIGTERM');
  }, lookAtParentMs).unref();
}
