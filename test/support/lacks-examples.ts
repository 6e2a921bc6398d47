import { existsSync } from 'node:fs';

/** Where the examples are, with what they need installed beside them. */
export const EXAMPLES = new URL('../../examples/', import.meta.url);

/** Whether tests of the examples are left out: where their packages are not installed, and never in CI, where they fail then. */
export function lacksExamples(): boolean {
  if (existsSync(new URL('node_modules/', EXAMPLES)) || process.env['CI'] === 'true') return false;
  console.warn('Tests of the examples are left out: npm ci --prefix examples installs what they need.');
  return true;
}
