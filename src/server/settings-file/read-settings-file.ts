import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Settings, settingsSchema } from '../settings.ts';
import { crossCheck } from './cross-checks.ts';
import { type Interpolated, describeFileError, interpolate } from './interpolate.ts';
import { SettingsError, type SettingsPath, type SettingsProblem, showPath } from './settings-error.ts';
import { settingsJsonSchema, valueAt } from './settings-outline.ts';
import { toSettingsProblems } from './to-settings-problems.ts';

/** What the command line says instead of the file. */
export type SettingsOverrides = { readonly host?: string; readonly port?: number };

/** Reads and checks a settings file; throws a SettingsError with everything that is wrong with it. */
export function readSettingsFile(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
  overrides: SettingsOverrides = {},
): Settings {
  const file = resolve(path);
  const read = readYaml(readText(path, file));
  if ('problems' in read) throw new SettingsError(path, read.problems);
  const folder = dirname(file);
  const interpolated = interpolate(withOverrides(read.value, overrides), { environment, folder });
  return checkSettings(interpolated, path, folder);
}

/** Checks settings that are already plain values; the files they name are looked for from the folder, when there is one. */
export function checkSettings({ value, problems, filled }: Interpolated, source: string, folder?: string): Settings {
  const parse = (given: Record<string, unknown>) =>
    settingsSchema.safeParse(folder === undefined ? given : resolveFiles(given, folder));
  // Refusals repeat a path as it was written, so only what is parsed has the whole one.
  let settings: Record<string, unknown> = value;
  let result = parse(settings);
  if (!result.success && filled.size > 0) {
    settings = withTypedTexts(settings, result.error.issues, filled);
    result = parse(settings);
  }
  const refused = { settings, filled, outline: settingsJsonSchema() };
  const refusals = result.success ? [] : result.error.issues.flatMap((issue) => toSettingsProblems(issue, refused));
  // One word for each setting: a hole left by ${…} explains what else would be said of it.
  const all = [...problems, ...crossCheck(settings, filled), ...refusals];
  const first = new Map<string, SettingsProblem>();
  for (const problem of all) first.set(showPath(problem.path), first.get(showPath(problem.path)) ?? problem);
  if (first.size > 0 || !result.success) throw new SettingsError(source, [...first.values()]);
  return folder === undefined ? result.data : withPathsIn(folder, result.data);
}

/** Files are in the folder of the settings, unless they say where. */
function withPathsIn(folder: string, { store, documents, ...rest }: Settings): Settings {
  return {
    ...rest,
    store: store.kind === 'sqlite' ? { kind: 'sqlite', path: resolve(folder, store.path) } : store,
    documents: { ...documents, file: documents.file.map((file) => resolve(folder, file)) },
  };
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingsError(path, [{ path: [], message: describeFileError(error, file) }]);
  }
}

function withOverrides(settings: Record<string, unknown>, overrides: SettingsOverrides): Record<string, unknown> {
  if (overrides.host === undefined && overrides.port === undefined) return settings;
  const server = settings['server'] ?? {};
  return typeof server === 'object' ? { ...settings, server: { ...server, ...overrides } } : settings;
}

/** A setting whose name ends in File is a path, and starts in the folder of the settings. */
function resolveFiles<Value>(value: Value, folder: string): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => resolveFiles(item, folder)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => [
    key,
    typeof item === 'string' && key.endsWith('File') ? resolve(folder, item) : resolveFiles(item, folder),
  ]);
  return Object.fromEntries(entries) as Value;
}

/** Environment variables are texts: where a number or a yes is wanted, they are read as one. */
function withTypedTexts(
  settings: Record<string, unknown>,
  issues: readonly z.core.$ZodIssue[],
  filled: ReadonlySet<string>,
): Record<string, unknown> {
  const copy = structuredClone(settings);
  for (const issue of issues) {
    const path = issue.path as SettingsPath;
    const text = valueAt(settings, path);
    if (issue.code !== 'invalid_type' || typeof text !== 'string' || !filled.has(showPath(path))) continue;
    const typed = issue.expected === 'boolean' ? { true: true, false: false }[text] : Number(text);
    const parent = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
    if (typed !== undefined && !Number.isNaN(typed)) parent[path.at(-1)!] = typed;
  }
  return copy;
}

/** Reads YAML, and with it JSON, into plain values; or says where it stops making sense, without repeating its lines. */
function readYaml(text: string): { value: Record<string, unknown> } | { problems: SettingsProblem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, merge: true });
  const found = document.errors.map(({ message, pos }) => {
    const { line, col } = lineCounter.linePos(pos[0]);
    return `line ${line}, column ${col}: ${withoutQuotes(message)}`;
  });
  // Of one mistake the parser may complain twice.
  if (found.length > 0) return { problems: [...new Set(found)].map((message) => ({ path: [], message })) };
  const value: unknown = document.toJS();
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { value: value as Record<string, unknown> };
  return {
    problems: [
      { path: [], message: 'the file must hold settings as "name: value" lines, with "providers" among them' },
    ],
  };
}

// The parser quotes what it stumbled over, which may be part of a key.
const withoutQuotes = (message: string): string =>
  message.replaceAll(/: ("[^]*"|'[^]*')$/g, '').replaceAll(/\s+/g, ' ');
