import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type SettingsPath, type SettingsProblem, showPath } from './settings-error.ts';

/** What `${…}` is filled from. */
export type InterpolationSources = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where relative paths start: the folder of the settings file. */
  readonly folder: string;
};

/** Settings with every reference filled in, as far as that went. */
export type Interpolated = {
  readonly value: Record<string, unknown>;
  readonly problems: readonly SettingsProblem[];
  /** Paths, as shown, whose values came from outside: never to be repeated. */
  readonly filled: ReadonlySet<string>;
};

/** Fills `${NAME}` and `${file:PATH}` into every text; `$${` stands for the characters themselves. */
export function interpolate(settings: Record<string, unknown>, sources: InterpolationSources): Interpolated {
  const problems: SettingsProblem[] = [];
  const filled = new Set<string>();

  const fillText = (text: string, path: SettingsPath): string =>
    text.replaceAll(/(\$?)\$\{([^}]*)\}/g, (whole, escape: string, reference: string) => {
      if (escape === '$') return whole.slice(1);
      filled.add(showPath(path));
      const found = read(reference.trim(), sources);
      if ('text' in found) return found.text;
      problems.push({ path, message: found.problem });
      return '';
    });

  const fill = (value: unknown, path: SettingsPath): unknown => {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
  };

  return { value: fill(settings, []) as Record<string, unknown>, problems, filled };
}

type Found = { readonly text: string } | { readonly problem: string };

function read(reference: string, { environment, folder }: InterpolationSources): Found {
  if (reference.startsWith('file:'))
    return readText(resolve(folder, reference.slice('file:'.length).trim()), reference);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(reference))
    return {
      problem: `\${${reference}} is neither \${NAME} nor \${file:PATH}; write $\${ for the characters themselves`,
    };
  const text = Object.hasOwn(environment, reference) ? environment[reference] : undefined;
  if (text === undefined) return { problem: `\${${reference}} is not set: export ${reference} before starting` };
  if (text === '') return { problem: `\${${reference}} is set but empty: export ${reference} with a value` };
  return { text };
}

function readText(path: string, reference: string): Found {
  try {
    return { text: readFileSync(path, 'utf8').replace(/\r?\n$/, '') };
  } catch (error) {
    return { problem: `\${${reference}} cannot be read: ${describeFileError(error, path)}` };
  }
}

/** Why a file could not be read, in words. */
export function describeFileError(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOENT') return `there is no file ${path}`;
  if (code === 'EACCES') return `this user may not read ${path}`;
  if (code === 'EISDIR') return `${path} is a folder`;
  return `${path} answers ${code}`;
}
