/** How Trunkline is called here: in a checkout through npm, once installed by its name, or by npx. */
export const PROGRAM = nameOf(import.meta.url, process.env);

/** A command as somebody can type it here: `npm start -- check`. */
export const commandLine = (words: string): string => `${PROGRAM} ${words}`;

/** TypeScript is run in a checkout alone. */
export function nameOf(file: string, environment: Readonly<Record<string, string | undefined>>): string {
  if (file.endsWith('.ts')) return 'npm start --';
  return environment['npm_command'] === 'exec' ? 'npx trunkline' : 'trunkline';
}
