/** One thing that is wrong with the settings: where, and what was found and would do. Holds no secret. */
export type SettingsProblem = { readonly path: SettingsPath; readonly message: string };

/** The keys that lead to a setting: ['providers', 1, 'kind']. */
export type SettingsPath = readonly (string | number)[];

/** Settings that cannot be used, with everything that is wrong with them at once. */
export class SettingsError extends Error {
  readonly problems: readonly SettingsProblem[];

  constructor(source: string, problems: readonly SettingsProblem[]) {
    const lines = problems.map(({ path, message }) => `  ${path.length === 0 ? '' : `${showPath(path)}: `}${message}`);
    super(`The settings in ${source} cannot be used:\n${lines.join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** A path as people write it: providers[1].kind. */
export const showPath = (path: SettingsPath): string =>
  path.reduce<string>((shown, key) => {
    if (typeof key === 'number') return `${shown}[${key}]`;
    return shown === '' ? key : `${shown}.${key}`;
  }, '');
