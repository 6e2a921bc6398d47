import { z } from 'zod';
import { settingsSchema } from '../settings.ts';
import type { SettingsPath } from './settings-error.ts';

/** The part of a JSON Schema that refusals and editors read. */
export type Outline = {
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Outline>>;
  readonly items?: Outline;
  readonly anyOf?: readonly Outline[];
  readonly oneOf?: readonly Outline[];
};

/** The published JSON Schema of the settings file. */
export const settingsJsonSchema = (): Outline =>
  z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' }) as Outline;

/** What may stand at a path of the given settings; of several kinds the one that the settings name. */
export function outlineAt(outline: Outline, settings: unknown, path: SettingsPath): Outline | null {
  const chosen = chooseKind(outline, settings);
  const [key, ...rest] = path;
  if (key === undefined) return chosen;
  const below = typeof key === 'number' ? chosen.items : chosen.properties?.[key];
  return below ? outlineAt(below, valueAt(settings, [key]), rest) : null;
}

/** The value at a path; undefined where there is none. */
export function valueAt(settings: unknown, path: SettingsPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    settings,
  );
}

function chooseKind(outline: Outline, settings: unknown): Outline {
  const kinds = outline.oneOf ?? outline.anyOf;
  if (!kinds) return outline;
  const kind = valueAt(settings, ['kind']);
  return kinds.find(({ properties }) => properties?.['kind']?.const === kind) ?? outline;
}
