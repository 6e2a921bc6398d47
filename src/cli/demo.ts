import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { FIRST_QUERY } from '../server/example-queries.ts';
import { nearestWord } from '../server/settings-file/nearest-word.ts';
import type { DemoVendor } from '../demo/demo-vendor.ts';
import type { Demo } from '../demo/index.ts';
import { commandLine } from './command-name.ts';
import { UsageError } from './usage-error.ts';

/** How often a call of the demo ends while it runs. */
export const DEMO_CALL_EVERY_MS = 15_000;

type DemoScreen = {
  readonly url: string;
  readonly version: string;
  readonly demo: Demo;
  /** Whether the console is there: built, and served. */
  readonly hasConsole: boolean;
  readonly broken?: readonly string[] | undefined;
  readonly writeSettings?: string | undefined;
};

/** What a newcomer sees first. */
export function demoScreen({ url, version, demo, hasConsole, broken = [], writeSettings }: DemoScreen): string {
  const vendors = Object.values(demo.vendors).map(({ settings: { id }, kind }) => {
    const isBroken = broken.includes(id) || broken.includes(kind);
    return `    ${id.padEnd(9)} ${kind}${isBroken ? '   answers with errors' : ''}`;
  });
  const check =
    writeSettings === undefined ? '' : `\n  In another terminal: ${commandLine(`check --settings ${writeSettings}`)}`;
  return `
  Trunkline ${version}, with four demo phone systems on this machine. No keys needed.

${hasConsole ? `    Console   ${url}\n` : ''}    GraphiQL  ${url}/graphql
    Try       ${FIRST_QUERY}

${vendors.join('\n')}

  A call ends every ${DEMO_CALL_EVERY_MS / 1000} s: subscribe to callSessionChanges   (docs/change-feed.md).
  Try a partial answer: ${commandLine('--break tracking')}   (docs/partial-answers.md).${check}
  Your own: ${commandLine('--settings trunkline.yaml')}   (docs/settings.md). Ctrl-C stops.
`;
}

/** What a Ctrl-C answers while somebody still waits. */
export function stoppingLine(inFlight: number): string {
  const requests = inFlight === 1 ? '1 request is answered' : `${inFlight} requests are answered`;
  return `Stopping when ${requests}; Ctrl-C again ends at once.`;
}

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

const HEADER = '# Written by the demo of Trunkline; good for as long as that demo runs.';

/** Writes a settings file that names the running demo vendors; it holds their keys, so only its owner reads it. */
export function writeDemoSettings(demo: Demo, path: string): void {
  const providers = Object.values(demo.vendors).map(({ settings }) => settings);
  try {
    if (existsSync(path)) {
      if (!readFileSync(path, 'utf8').startsWith(HEADER))
        throw new UsageError(
          `--write-settings: ${path} is there already, and no demo has written it. Name another file.`,
        );
      rmSync(path);
    }
    writeFileSync(path, `${HEADER}\n${stringify({ people: demo.people, providers })}`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--write-settings: ${path} cannot be written: ${String(error)}.`);
  }
}
