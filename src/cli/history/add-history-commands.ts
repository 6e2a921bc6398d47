import { type Command, InvalidArgumentError } from 'commander';
import { readDay } from '../../time/day.ts';
import type { Instant } from '../../time/instant.ts';
import { addGroup } from '../no-command.ts';
import { forgetNumber, keepDays, purgeProvider } from './drop-history.ts';
import type { OpenedHistory, Screen } from './open-history.ts';
import { runSync } from './run-sync.ts';
import { tellStatus } from './tell-status.ts';
import { verifyHistory } from './verify-history.ts';

/** What the commands on history need of the program. */
export type HistorySurroundings = {
  /** Opens the store that the settings name; `options` are those of the program and the command. */
  readonly open: (options: Readonly<Record<string, unknown>>) => Promise<OpenedHistory>;
  readonly screen: Screen;
  /** Aborted when the operator ends the command. */
  readonly signal: AbortSignal;
  readonly setExitCode: (code: number) => void;
};

/** Adds `history status`, `sync`, `verify`, `forget`, `purge` and `keep-days` to a program. */
export function addHistoryCommands(program: Command, { open, screen, signal, setExitCode }: HistorySurroundings): void {
  const group = addGroup(program, 'history', 'what is kept of what was read: looks at it, fills it, forgets');
  const run = async (command: Command, work: (history: OpenedHistory) => Promise<number>): Promise<void> => {
    const history = await open(command.optsWithGlobals());
    try {
      setExitCode(await work(history));
    } finally {
      await history.close();
    }
  };

  group
    .command('status')
    .description('says what is kept of each provider, and how its sync fares; asks no vendor')
    .action((_own: object, command: Command) => run(command, (history) => tellStatus(history, screen)));
  group
    .command('sync')
    .description('reads what is missing')
    .option('--until <DAY>', 'goes back no further than this day, as YYYY-MM-DD', readUntil)
    .action((own: { readonly until?: Instant }, command: Command) =>
      run(command, (history) => runSync(history, own, screen, signal)),
    );
  group
    .command('verify')
    .description('reads some of the days that are kept again, and says what differs')
    .option('--days <COUNT>', 'how many days of each provider; 10 when left out', readCount)
    .action((own: { readonly days?: number }, command: Command) =>
      run(command, (history) => verifyHistory(history, own, screen, signal)),
    );
  group
    .command('forget')
    .description('forgets every call of a number, and does not keep them again')
    .requiredOption('--number <NUMBER>', 'in any spelling: +44 113 496 0001')
    .action((own: { readonly number: string }, command: Command) =>
      run(command, (history) => forgetNumber(history, own, screen)),
    );
  group
    .command('purge')
    .description('drops all that is kept of a provider')
    .option('--provider <ID>', 'its id in the settings')
    .option('--abandoned', 'instead: what is kept of accounts that no provider leads to any more')
    .action((own: { readonly provider?: string; readonly abandoned?: boolean }, command: Command) =>
      run(command, (history) => purgeProvider(history, own, screen)),
    );
  group
    .command('keep-days')
    .description('drops now what is older than history.keepDays of the settings, as a server does every hour')
    .action((_own: object, command: Command) => run(command, (history) => keepDays(history, screen)));
}

function readUntil(value: string): Instant {
  const instant = readDay(value);
  if (instant === null) throw new InvalidArgumentError('It must be a day of the calendar, as YYYY-MM-DD.');
  return instant;
}

function readCount(value: string): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= 100_000) return count;
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}
