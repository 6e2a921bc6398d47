import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Outline, settingsJsonSchema } from '../../../src/server/settings-file/settings-outline.ts';

const root = new URL('../../../', import.meta.url);

describe('the published schema of the settings', () => {
  it('is what the code says; `npm start --silent -- settings-schema > docs/settings.schema.json` prints it anew', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('docs/settings.schema.json', root), 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(settingsJsonSchema())));
  });

  it('describes every setting', () => {
    const undescribed = (outline: Outline, path: string): string[] => [
      ...Object.entries(outline.properties ?? {}).flatMap(([key, below]) => [
        ...((below.description ?? below.const ?? below.properties) === undefined ? [`${path}.${key}`] : []),
        ...undescribed(below, `${path}.${key}`),
      ]),
      ...(outline.items ? undescribed(outline.items, `${path}[]`) : []),
      ...[...(outline.oneOf ?? []), ...(outline.anyOf ?? [])].flatMap((one) => undescribed(one, path)),
    ];
    expect(undescribed(settingsJsonSchema(), '')).toEqual([]);
  });

  it('is explained, setting by setting, in the guide', () => {
    const guide = readFileSync(new URL('docs/settings.md', root), 'utf8');
    const names = (outline: Outline): string[] => [
      ...Object.entries(outline.properties ?? {}).flatMap(([key, below]) => [key, ...names(below)]),
      ...(outline.items ? names(outline.items) : []),
      ...[...(outline.oneOf ?? []), ...(outline.anyOf ?? [])].flatMap(names),
    ];
    const missing = new Set(names(settingsJsonSchema()).filter((name) => !guide.includes(`\`${name}\``)));
    expect([...missing]).toEqual([]);
  });
});
