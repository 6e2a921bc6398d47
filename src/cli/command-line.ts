import { Command, CommanderError, Help, InvalidArgumentError, Option } from 'commander';
import { ORIGIN, ORIGIN_WANTED } from '../server/settings.ts';
import { type ExportSurroundings, addExportCommand } from './export/add-export-command.ts';
import { type HistorySurroundings, addHistoryCommands } from './history/add-history-commands.ts';
import { PROGRAM } from './command-name.ts';
import { addKeyCommands } from './keys/add-key-commands.ts';
import { noCommand } from './no-command.ts';
import { UsageError } from './usage-error.ts';

/** What every command can be told. */
export type CommonOptions = {
  readonly settings?: string;
  /** Ids or kinds of demo vendors that shall answer with errors. */
  readonly break?: readonly string[];
};

/** What starting can be told. */
export type StartOptions = CommonOptions & {
  readonly host?: string;
  readonly port?: number;
  /** Origins whose pages may ask the demo from a browser. */
  readonly allowOrigin?: readonly string[];
  /** Whether the demo is a part of a supergraph. */
  readonly federation?: boolean;
  /** Where to write settings that name the demo vendors. */
  readonly writeSettings?: string;
};

/** What each command does: its exit code, or null while it goes on. */
export type Commands = {
  start(options: StartOptions): Promise<number | null>;
  check(options: CommonOptions): Promise<number | null>;
  settingsSchema(): Promise<number | null>;
  /** Speaks with an assistant over standard input and output. */
  mcp(options: CommonOptions): Promise<number | null>;
};

/** Where help goes, the version it tells, and what commands on history and the export work with: left out, there are none. */
export type Surroundings = {
  readonly version: string;
  readonly print: (text: string) => void;
  readonly history?: Omit<HistorySurroundings, 'setExitCode'>;
  readonly exporting?: Omit<ExportSurroundings, 'setExitCode'>;
};

/** Runs the command that the arguments name, start when they name none; throws a UsageError. */
export async function runCommandLine(
  args: readonly string[],
  commands: Commands,
  { version, print, history, exporting }: Surroundings,
): Promise<number | null> {
  let exitCode: number | null = 0;
  const setExitCode = (code: number | null): void => void (exitCode = code);
  const program = new Command(PROGRAM)
    .description('Trunkline: one GraphQL endpoint over every phone system a company uses.')
    .version(version, '-v, --version')
    .addOption(
      text('-s, --settings <FILE>', 'YAML or JSON; ${NAME} is filled from the environment, ${file:PATH} from a file'),
    )
    .addOption(
      text(
        '--break <NAME>',
        "the demo's phone system of that id or kind answers with errors; may be repeated",
      ).argParser(collect(notAnOption)),
    )
    .configureHelp({ showGlobalOptions: true })
    .hook('preAction', (_program, command) => refuseBesideSettings(command))
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => {} });

  // Options are read before and after the command; without a command it starts.
  const start = program
    .command('start', { isDefault: true })
    .description('serves the providers of a settings file; without one, the demo')
    .addOption(new Option('-p, --port <PORT>', 'instead of server.port; 0 takes any that is free').argParser(readPort))
    .addOption(text('--host <HOST>', 'instead of server.host'))
    .addOption(
      text(
        '--allow-origin <ORIGIN>',
        'pages of that origin may ask the demo from a browser; may be repeated',
      ).argParser(collect(readOrigin)),
    )
    .addOption(new Option('--federation', 'serves the demo as a subgraph of Apollo Federation 2'))
    .addOption(
      text('--write-settings <FILE>', "writes settings that name the demo's phone systems, for a check elsewhere"),
    )
    .allowExcessArguments()
    .action(async (_own: object, { args: [word] }: Command) => {
      if (word !== undefined) throw noCommand(word, program, ['help', '--version']);
      setExitCode(await commands.start(start.optsWithGlobals()));
    });
  const check = program
    .command('check')
    .description('validates the settings, reaches every provider and says what it saw')
    .action(async () => setExitCode(await commands.check(check.optsWithGlobals())));
  program
    .command('settings-schema')
    .description('prints the JSON Schema of the settings file')
    .action(async () => setExitCode(await commands.settingsSchema()));
  const mcp = program
    .command('mcp')
    .description('speaks the Model Context Protocol over standard input and output, for an assistant that starts it')
    .action(async () => setExitCode(await commands.mcp(mcp.optsWithGlobals())));
  if (exporting) addExportCommand(program, { ...exporting, setExitCode });
  addKeyCommands(program, print);
  if (history) addHistoryCommands(program, { ...history, setExitCode });
  program
    .configureHelp({ visibleOptions: (shown) => [...new Help().visibleOptions(shown), ...start.options] })
    .addHelpText(
      'after',
      (PROGRAM.startsWith('npm start') ? '\nThe two dashes after "npm start" pass on what follows them.' : '') +
        '\nExit codes: 0 stopped as asked; 1 could not start, or a check failed; 2 wrong settings or arguments.',
    );

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and the version have been printed.
    if (error.exitCode !== 0) throw new UsageError(toLine(error.message));
  }
  return exitCode;
}

const text = (flags: string, description: string): Option => new Option(flags, description).argParser(notAnOption);

/** What is for the demo makes no sense beside settings of one's own. */
function refuseBesideSettings(command: Command): void {
  const given: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const options = [...command.options, ...(command.parent?.options ?? [])];
  const option = options.find((one) => DEMO_ONLY.includes(one.long ?? '') && one.attributeName() in given);
  if (option === undefined || given['settings'] === undefined) return;
  throw new UsageError(
    `${option.long} is for the demo, and --settings names phone systems of your own: leave one out.`,
  );
}

const DEMO_ONLY = ['--break', '--allow-origin', '--federation', '--write-settings'];

/** What follows is taken for the value, also where it was meant for an option of its own. */
function notAnOption(value: string): string {
  if (value.startsWith('-')) throw new InvalidArgumentError('A value is missing before it.');
  return value;
}

function readPort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}

function readOrigin(value: string): string {
  if (ORIGIN.test(value)) return value;
  throw new InvalidArgumentError(`It ${ORIGIN_WANTED}.`);
}

const collect =
  (read: (value: string) => string) =>
  (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, read(value)];

/** The library's words in one line: "error: unknown option '--setings'⏎(Did you mean --settings?)". */
const toLine = (message: string): string => message.replace(/^error: /, '').replaceAll('\n', ' ');
