import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parse as parseYaml } from 'yaml';
import { UsageError } from '../usage-error.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads a file with the fields of a CallSessionFilter, which an option names. */
export async function readFilterFile(option: string, path: string): Promise<Fields> {
  const filter = toFields(parseText(option, path, await readTextFile(option, path)));
  if (filter === null)
    throw new UsageError(
      `${option}: ${path} must hold the fields of a CallSessionFilter, such as {"outcome": ["MISSED"]}.`,
    );
  // The range is joined with the days of the command.
  if (filter['startedAt'] !== undefined && toFields(filter['startedAt']) === null)
    throw new UsageError(`${option}: startedAt in ${path} must have fields, such as {"from": "2026-01-01T00:00:00Z"}.`);
  return filter;
}

function parseText(option: string, path: string, text: string): unknown {
  try {
    // As JSON has it: an alias may lead to what it stands in, and a number beyond its type is none.
    return JSON.parse(JSON.stringify(parseYaml(text) ?? null)) as unknown;
  } catch (error) {
    throw new UsageError(`${option}: ${path} is neither YAML nor JSON: ${firstLineOf((error as Error).message)}`);
  }
}

const firstLineOf = (text: string): string => text.split('\n', 1)[0]!;

const toFields = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const MOST_BYTES = 1_000_000;

/** Reads a file that an option names, which may be a pipe. */
export async function readTextFile(option: string, path: string): Promise<string> {
  // One byte further than may be: a device has no size, and no end.
  const read = await text(createReadStream(path, { end: MOST_BYTES })).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UsageError(`${option}: ${path} cannot be read (${code}).`);
  });
  if (Buffer.byteLength(read) > MOST_BYTES)
    throw new UsageError(`${option}: ${path} has more than ${MOST_BYTES} bytes.`);
  return read;
}
