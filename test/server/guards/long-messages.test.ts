import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const LONG = 'é'.repeat(9_000);
const NODES = '{ nodes { id } }';

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 1 });
});
afterAll(() => served.close());

async function messagesOf(query: string, variables: object): Promise<string[]> {
  const response = await fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { errors = [] } = (await response.json()) as { errors?: { message: string }[] };
  return errors.map(({ message }) => message);
}

it.each([
  [
    'the key of a provider',
    `query ($text: [ID!]) { callSessions(filter: { providers: $text }) ${NODES} }`,
    /There is no provider "é+…"\. This server has: portal,/,
  ],
  ['an id', 'query ($text: ID!) { node(id: $text) { id } }', /^The id "é+…" is damaged/],
  [
    'a cursor of calls',
    `query ($text: String) { callSessions(after: $text) ${NODES} }`,
    /^The cursor "é+…" is damaged/,
  ],
  ['a cursor of agents', `query ($text: String) { agents(after: $text) ${NODES} }`, /^The cursor "é+…" is damaged/],
  [
    'a cursor of recordings',
    `query ($text: String) { recordings(after: $text) ${NODES} }`,
    /^The cursor "é+…" is damaged/,
  ],
  [
    'a time, in a variable',
    `query ($text: DateTime) { callSessions(filter: { startedAt: { from: $text } }) ${NODES} }`,
    /"\$text" got invalid value.*write a time with its offset/,
  ],
  [
    'a time, in the query',
    `{ callSessions(filter: { startedAt: { from: "${LONG}" } }) ${NODES} }`,
    /DateTime cannot represent "é+…": write a time/,
  ],
  [
    'a value of an enum',
    `query ($text: [CallOutcome!]) { callSessions(filter: { outcome: $text }) ${NODES} }`,
    /"\$text" got invalid value.*does not exist in "CallOutcome" enum/,
  ],
  ['a field', `{ ${'x'.repeat(9_000)} }`, /^Cannot query field "x+ … x*" on type "Query"/],
] as const)(
  '%s that is too long to be repeated is told by its beginning, and what is wrong with it is told all the same',
  async (_what, query, told) => {
    const messages = await messagesOf(query, query.includes('$text') ? { text: LONG } : {});
    expect(messages).toHaveLength(1);
    expect(messages[0]!.length).toBeLessThan(700);
    expect(messages[0]).toMatch(told);
  },
);
