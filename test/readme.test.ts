import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServedDemo, startServedDemo } from './support/start-served-demo.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const firstOf = (language: string): string =>
  new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(readme)?.[1] ?? '';

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ hasExamples: true });
});
afterAll(() => served.close());

it('the first query of the README has the answer that stands below it', async () => {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: firstOf('graphql') }),
  });
  expect(await response.json()).toEqual(JSON.parse(firstOf('json')));
});
