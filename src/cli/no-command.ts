import type { Command } from 'commander';
import { nearestWord } from '../server/settings-file/nearest-word.ts';
import { UsageError } from './usage-error.ts';

/** Adds a command that is a name for others; who names none of them is told which there are. */
export function addGroup(program: Command, name: string, description: string): Command {
  const group = program.command(name).description(description).allowExcessArguments();
  return group.action((_own: object, { args: [word] }: Command) => {
    if (word !== undefined) throw noCommand(word, group);
    const names = group.commands.map((command) => command.name());
    throw new UsageError(`${name} needs a command: ${names.join(', ')}.`);
  });
}

/** Says that a program, or a group of its commands, has none of that name, and which one may have been meant. */
export function noCommand(word: string, group: Command, others: readonly string[] = []): UsageError {
  const before = group.parent === null ? '' : `${group.name()} `;
  const near = nearestWord(word, [...group.commands.map((command) => command.name()), ...others]);
  return new UsageError(
    `there is no command '${before}${word}'.${near === null ? '' : ` Did you mean ${before}${near}?`}`,
  );
}
