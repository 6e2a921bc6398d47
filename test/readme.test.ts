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

const ask = async (query: string, { url } = served): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};

it('the first query of the README has the answer that stands below it', async () => {
  expect(await ask(firstOf('graphql'))).toEqual(JSON.parse(firstOf('json')));
});

it('the figures of the README add up', async () => {
  const query = /```graphql\n(\{\n {2}callStats.*?)\n```/s.exec(readme)?.[1] ?? '';
  type Stats = {
    readonly buckets: readonly { readonly figures: { readonly calls: number } }[];
    readonly totals: Readonly<Record<'calls' | 'answered' | 'unanswered', number>>;
  };
  // So few calls are read whole where nothing is kept of them yet.
  const small = await startServedDemo({ count: 100 });
  const { data, errors } = (await ask(query, small)) as { data: { callStats: Stats }; errors?: unknown };
  await small.close();
  expect(errors).toBeUndefined();
  const { buckets, totals } = data.callStats;
  expect(totals.answered).toBeGreaterThan(0);
  expect(totals.unanswered).toBeGreaterThan(0);
  expect(buckets.reduce((sum, { figures }) => sum + figures.calls, 0)).toBe(totals.calls);
});
