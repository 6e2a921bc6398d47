import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** What a Dockerfile does: the words of each instruction, those of its last stage apart. */
export type Image = {
  /** What is copied into the build, and what of that into the image, as source and target. */
  readonly copied: readonly { readonly from: readonly string[]; readonly to: string }[];
  /** What is run there, after npm has fetched the packages. */
  readonly builds: readonly string[];
  readonly kept: readonly { readonly from: readonly string[]; readonly to: string }[];
  readonly user: string;
  readonly folder: string;
  readonly volume: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
};

/** Reads the Dockerfile, as far as it uses what a Dockerfile may have. */
export function readImage(): Image {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replaceAll(/^#.*\n/gm, '');
  const [build = '', last = ''] = text.split(/^FROM .*\n/m).slice(1);
  const one = (name: string): string => new RegExp(`^${name} (.*)$`, 'm').exec(last)?.[1] ?? '';
  const list = (line: string): string[] => JSON.parse(line.slice(line.indexOf('['))) as string[];
  return {
    copied: copies(build),
    builds: [...build.matchAll(/^RUN (.*)$/gm)]
      .map(([, command = '']) => command)
      .filter((command) => !/^npm ci/.test(command)),
    kept: copies(last),
    user: one('USER'),
    folder: one('WORKDIR'),
    volume: one('VOLUME'),
    entrypoint: list(one('ENTRYPOINT')),
    command: list(one('CMD')),
    healthcheck: list(one('HEALTHCHECK')),
  };
}

/** What .dockerignore lets into the build. */
export const readAdmitted = (): readonly string[] =>
  readFileSync(join(ROOT, '.dockerignore'), 'utf8')
    .match(/^!.*$/gm)!
    .map((line) => line.slice(1));

const copies = (stage: string): Image['copied'] =>
  [...stage.matchAll(/^COPY (?:--\S+ )?(.*)$/gm)].map(([, words = '']) => {
    const from = words.split(' ');
    return { from: from.slice(0, -1), to: from.at(-1)! };
  });
