import { type Command, InvalidArgumentError, Option } from 'commander';
import { keepHeapSmall } from '../../export/small-heap.ts';
import { readDay } from '../../time/day.ts';
import { DAY_MS, type Instant, instantOrNull } from '../../time/instant.ts';
import type { Screen } from '../history/open-history.ts';
import { type ExportTools, type ExportWishes, FORMATS, exportCalls } from './export-calls.ts';

/** What the command needs of the program. */
export type ExportSurroundings = {
  /** Opens providers and store of the settings; `options` are those of the program and the command. */
  readonly openGraph: (
    options: Readonly<Record<string, unknown>>,
  ) => Promise<Omit<ExportTools, 'screen' | 'output' | 'signal'> & { close(): Promise<void> }>;
  readonly screen: Screen;
  readonly output: ExportTools['output'];
  readonly signal: AbortSignal;
  readonly setExitCode: (code: number) => void;
};

/** Adds `export` to a program. */
export function addExportCommand(
  program: Command,
  { openGraph, screen, output, signal, setExitCode }: ExportSurroundings,
): void {
  program
    .command('export')
    .description('writes calls into a file, and goes on where it was ended')
    .requiredOption('--out <FILE>', 'where to; - is standard output, and .gz or .zst at its end compresses')
    .addOption(new Option('--format <FORMAT>', 'how').choices([...FORMATS]).default('ndjson'))
    .option('--from <TIME>', 'the first day, as YYYY-MM-DD, or moment; left out: as far back as history goes', readFrom)
    .option('--to <TIME>', 'the last day, or the moment at which it ends; left out: now', readTo)
    .option('--filter <FILE>', 'YAML or JSON with the fields of a CallSessionFilter')
    .option('--query <FILE>', 'GraphQL with a fragment on CallSession: its fields are the columns')
    .option('--follow', 'then goes on with what changes, until it is stopped')
    .addHelpText(
      'after',
      '\nExit codes: 0 every call is there; 1 it failed; 2 wrong arguments; 3 something is missing; 130 or 143 it was stopped.',
    )
    .action(async (own: ExportWishes, command: Command) => {
      keepHeapSmall();
      const graph = await openGraph(command.optsWithGlobals());
      // Its waits keep no process alive.
      const busy = setInterval(() => {}, 60_000);
      try {
        setExitCode(await exportCalls(own, { ...graph, screen, output, signal }));
      } finally {
        clearInterval(busy);
        await graph.close();
      }
    });
}

/** The last moment that is written with four digits for its year. */
const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

function readTime(value: string, daysLater: number): string {
  const day = readDay(value);
  const instant = day === null ? readMoment(value) : day + daysLater * DAY_MS;
  if (instant === null)
    throw new InvalidArgumentError('It must be a day, as YYYY-MM-DD (of UTC), or a moment, as 2026-11-27T09:00:00Z.');
  return new Date(Math.min(instant, END_OF_TIME)).toISOString();
}

const readMoment = (value: string): Instant | null => instantOrNull(MOMENT.test(value) ? Date.parse(value) : null);

const readFrom = (value: string): string => readTime(value, 0);
const readTo = (value: string): string => readTime(value, 1);
