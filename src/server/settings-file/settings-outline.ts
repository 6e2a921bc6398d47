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

/** The forms that a value at a path may have, where there are several. */
export function formsAt(outline: Outline, settings: unknown, path: SettingsPath): readonly Outline[] {
  const group = outlineAt(outline, settings, path.slice(0, -1));
  const key = path.at(-1);
  const below = typeof key === 'number' ? group?.items : group?.properties?.[String(key)];
  return below?.anyOf ?? below?.oneOf ?? [];
}

/** The value at a path; undefined where there is none. */
export function valueAt(settings: unknown, path: SettingsPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    settings,
  );
}

/** The list at a path; an empty one where there is none. */
export function listAt(settings: unknown, path: SettingsPath): readonly unknown[] {
  const value = valueAt(settings, path);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function chooseKind(outline: Outline, settings: unknown): Outline {
  const kinds = outline.oneOf ?? outline.anyOf;
  if (!kinds) return outline;
  const chosen = kinds.find((form) => isNamed(form, settings)) ?? kinds[nearestForm(kinds, settings)];
  return { ...chosen, ...(outline.description !== undefined && { description: outline.description }) };
}

/** Whether settings name a form themselves: its kind, or its mode. */
const isNamed = ({ properties = {} }: Outline, settings: unknown): boolean =>
  Object.entries(properties).some(
    ([name, { const: only }]) => only !== undefined && valueAt(settings, [name]) === only,
  );

/** Of several forms without a kind the one whose names the value uses; the first when it uses none. */
export function nearestForm(forms: readonly Outline[], value: unknown): number {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const fits = forms.map(({ properties = {} }) => names.filter((name) => name in properties).length);
  return fits.indexOf(Math.max(...fits));
}
