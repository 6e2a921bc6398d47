import { readFileSync } from 'node:fs';

// One folder below package.json, as a file of src/ and as one of dist/.
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** The version of Trunkline. */
export const VERSION = version;
