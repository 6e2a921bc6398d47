import { parseArgs } from 'node:util';
import { nearestWord } from '../server/settings-file/nearest-word.ts';

/** What the command line can be told to do. */
export type Command = 'start' | 'check' | 'settings-schema' | 'help' | 'version';

/** What the operator typed, read. */
export type CommandLine = {
  readonly command: Command;
  readonly settings: string | null;
  readonly host?: string;
  readonly port?: number;
  /** Ids or kinds of demo vendors that shall answer with errors. */
  readonly broken?: readonly string[];
  /** Where to write settings that name the demo vendors. */
  readonly writeSettings?: string;
};

/** A command line that makes no sense; the message says what would. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

const OPTIONS = {
  settings: { type: 'string', short: 's' },
  host: { type: 'string' },
  port: { type: 'string', short: 'p' },
  break: { type: 'string', multiple: true },
  'write-settings': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const COMMANDS: readonly Command[] = ['check', 'settings-schema'];

/** Reads the arguments that follow the program's name; throws a UsageError. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const [word, extra] = positionals;
  if (values.help === true) return { command: 'help', settings: null };
  if (values.version === true) return { command: 'version', settings: null };
  const command = word === undefined ? 'start' : COMMANDS.find((known) => known === word);
  if (command === undefined) throw new UsageError(`There is no command "${word}".${suggestInstead(word ?? '')}`);
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many.`);
  const broken = values.break;
  const writeSettings = values['write-settings'];
  if (broken !== undefined) refuseOutsideTheDemo('--break', values.settings, command, ['start', 'check']);
  if (writeSettings !== undefined) refuseOutsideTheDemo('--write-settings', values.settings, command, ['start']);
  return {
    command,
    settings: values.settings ?? null,
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.port === undefined ? {} : { port: readPort(values.port) }),
    ...(broken === undefined ? {} : { broken }),
    ...(writeSettings === undefined ? {} : { writeSettings }),
  };
}

/** What `--help` prints. */
export const HELP = `Trunkline: one GraphQL endpoint over every phone system a company uses.

  npm start -- [--settings FILE]         serves the providers of a settings file; without one, the demo
  npm start -- check [--settings FILE]   validates the settings, reaches every provider and says what it saw
  npm start -- settings-schema           prints the JSON Schema of the settings file

  -s, --settings FILE   YAML or JSON; \${NAME} is filled from the environment, \${file:PATH} from a file
  -p, --port PORT       instead of server.port; 0 takes any that is free
      --host HOST       instead of server.host
      --break NAME      the demo's phone system of that id or kind answers with errors; may be given several times
      --write-settings FILE
                        writes settings that name the demo's phone systems, for a check in another terminal
  -h, --help            this page
  -v, --version

The two dashes after "npm start" pass on what follows them.
Exit codes: 0 stopped as asked; 1 could not start, or a check failed; 2 wrong settings or arguments.
`;

function refuseOutsideTheDemo(
  option: string,
  settings: string | undefined,
  command: Command,
  allowed: readonly Command[],
): void {
  if (settings !== undefined)
    throw new UsageError(`${option} is for the demo, and --settings names phone systems of your own: leave one out.`);
  if (!allowed.includes(command)) throw new UsageError(`${option} does not go with ${command}.`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '(-+)([^'-][^']*)'/.exec(message);
    if (unknown)
      throw new UsageError(
        `There is no option ${unknown[1]}${unknown[2]}.${suggest(unknown[2] ?? '', Object.keys(OPTIONS), '--')}`,
      );
    // What else is refused is a value that is missing, looks like an option, or was given to an option without one.
    const name = Object.keys(OPTIONS).find((known) => message.includes(`--${known}`));
    throw new UsageError(name === undefined ? message : `--${name} takes ${TAKES[name as keyof typeof OPTIONS]}.`);
  }
}

const TAKES: Readonly<Record<keyof typeof OPTIONS, string>> = {
  settings: 'the path of a settings file',
  host: 'the name or address to listen on',
  port: 'a number from 0 to 65535',
  break: 'the id or kind of a phone system of the demo',
  'write-settings': 'the path of the file to write',
  help: 'no value',
  version: 'no value',
};

function suggestInstead(word: string): string {
  return word === 'help' || word === 'version' ? ` Did you mean --${word}?` : suggest(word, COMMANDS);
}

function suggest(word: string, known: readonly string[], prefix = ''): string {
  const near = nearestWord(word, known);
  return near === null ? '' : ` Did you mean ${prefix}${near}?`;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port takes ${TAKES.port}, not "${text}".`);
}
