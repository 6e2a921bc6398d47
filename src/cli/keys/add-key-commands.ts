import { type Command, InvalidArgumentError } from 'commander';
import { stringify } from 'yaml';
import { SCOPES, type Scope } from '../../domain/caller.ts';
import { DAY_WANTED, KEY_NAME, KEY_NAME_WANTED, isDay } from '../../server/auth/auth-settings.ts';
import { createKey } from '../../server/auth/keys.ts';
import { DAY_MS } from '../../time/instant.ts';
import { addGroup } from '../no-command.ts';
import { PROVIDER_KEY } from '../../providers/provider-settings.ts';
import { nearestWord } from '../../server/settings-file/nearest-word.ts';

type NewKey = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly providers?: readonly string[];
  readonly ends?: string;
};

/** Adds `key new` to a program. */
export function addKeyCommands(program: Command, print: (text: string) => void): void {
  addGroup(program, 'key', 'keys of those who may ask')
    .command('new')
    .description('makes a key, prints it once, and the lines for the settings')
    .requiredOption('--name <NAME>', 'who has it', readName)
    .requiredOption('--scopes <SCOPES>', `what its holder may do, with commas: ${SCOPES.join(',')}`, readScopes)
    .option(
      '--providers <IDS>',
      'the providers that there are for its holder, with commas; all when left out',
      readProviders,
    )
    .option('--ends <DAY>', 'the last day on which it works, as YYYY-MM-DD', readDay)
    .action((asked: NewKey) => print(newKey(asked)));
}

/** The key on a line of its own, which is all that anybody will see of it, and what the settings hold of it. */
function newKey({ name, scopes, providers, ends }: NewKey): string {
  const { key, hash } = createKey();
  const entry = { name, hash, scopes, ...(providers && { providers }), ...(ends !== undefined && { ends }) };
  const lines = stringify([entry], { flowCollectionPadding: false, collectionStyle: 'any', lineWidth: 0 }).trimEnd();
  return [
    key,
    '# The key is shown this once: give it to its holder. These lines go below auth.keys in the settings:',
    ...lines.split('\n').map((line) => `    ${line}`),
    '',
  ].join('\n');
}

function readName(value: string): string {
  if (KEY_NAME.test(value)) return value;
  throw new InvalidArgumentError(`It ${KEY_NAME_WANTED}.`);
}

function readScopes(value: string): readonly Scope[] {
  return readList(value).map((word) => {
    const scope = SCOPES.find((each) => each === word);
    if (scope !== undefined) return scope;
    const near = nearestWord(word, SCOPES);
    throw new InvalidArgumentError(
      `There is no scope "${word}"${near === null ? '.' : `; did you mean ${near}?`} They are ${SCOPES.join(', ')}.`,
    );
  });
}

function readList(value: string): readonly string[] {
  const words = value.split(',').map((word) => word.trim());
  if (words.every((word) => word !== '')) return [...new Set(words)];
  throw new InvalidArgumentError('It must be words with commas between them.');
}

function readProviders(value: string): readonly string[] {
  const ids = readList(value);
  const wrong = ids.find((id) => !PROVIDER_KEY.test(id));
  if (wrong === undefined) return ids;
  throw new InvalidArgumentError(`There can be no provider "${wrong}": ids are those of the settings, such as portal.`);
}

function readDay(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError(`It ${DAY_WANTED}.`);
  if (Date.parse(value) + DAY_MS > Date.now()) return value;
  throw new InvalidArgumentError('That day is over: the key would have ended already.');
}
