import type { SettingsPath } from './settings-error.ts';

export type Taken = ReturnType<typeof createTaken>;

/** Who has what already, of what nobody else may have. */
export function createTaken() {
  const first = new Map<unknown, SettingsPath>();
  return {
    /** The place that has a text already; undefined where it is given to this one. What is no text is nobody's. */
    take(text: unknown, path: SettingsPath): SettingsPath | undefined {
      const other = first.get(text);
      if (!other && typeof text === 'string') first.set(text, path);
      return other;
    },
  };
}
