import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Rolldown } from 'vite';

/** The licenses of the packages of which files that were built in a folder have something: they go with it wherever it goes. */
export function licensesOf(files: Rolldown.RolldownOutput['output'], builtIn: string, where: string): string {
  const folders = packagesIn(files).map((folder) => resolve(builtIn, folder));
  const parts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly [key in 'name' | 'version' | 'license']: string;
    };
    const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
    return `${name} ${version} (${license})${text}`;
  });
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return `${where} has code or fonts of these packages.${line}${parts.join(line)}\n`;
}

/** The folders of the packages that modules, styles and fonts come from. */
function packagesIn(files: Rolldown.RolldownOutput['output']): string[] {
  const sources = files.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : file.originalFileNames));
  return sources.flatMap((source) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? []);
}
