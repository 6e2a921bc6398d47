import type { DemoVendor } from '../demo/demo-vendor.ts';
import type { Demo } from '../demo/index.ts';
import { UsageError } from './usage-error.ts';
import { nearestWord } from '../server/settings-file/nearest-word.ts';

/** Lets demo vendors answer every question with status 500; each is named by its id or its kind. */
export function breakDemoVendors(demo: Demo, names: readonly string[]): void {
  for (const name of names) findVendor(demo, name).server.fault({ fault: { kind: 'status', status: 500 } });
}

function findVendor(demo: Demo, name: string): DemoVendor {
  const vendors = Object.values(demo.vendors);
  const found = vendors.find(({ kind, settings }) => kind === name || settings.id === name);
  if (found) return found;
  const known = vendors.flatMap(({ kind, settings }) => [settings.id, kind]);
  const near = nearestWord(name, known);
  const hint = near === null ? `There are ${known.join(', ')}.` : `Did you mean ${near}?`;
  throw new UsageError(`--break: the demo has no phone system "${name}". ${hint}`);
}
