import type { Known } from './make-value.ts';

const TRIES = 5;

/** Asks a server for what it gives out: ids of all kinds, cursors and links. Vendors on a busy machine are asked again. */
export async function learnKnown(url: string, authorization: string | undefined): Promise<Known> {
  let text = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      body: JSON.stringify({ query: QUERY }),
    });
    text = await answer.text();
    const known = {
      ids: allOf(text, /"id":"([^"]+)"/g),
      cursors: allOf(text, /"(?:cursor|endCursor|startCursor)":"([^"]+)"/g),
      links: allOf(text, /"url":"https?:\/\/[^/]+(\/media\/[^"]+)"/g),
    };
    if (Object.values(known).every((values) => values.length > 0)) return known;
  }
  throw new Error(`the server gave out no id, no cursor or no link: ${text.slice(0, 500)}`);
}

const allOf = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, found]) => found!)),
];

const PAGE = 'pageInfo { endCursor startCursor }';
const QUERY = `{
  providers { id }
  callSessions(first: 20) { edges { cursor node { id legs { id } recordings { id url } } } ${PAGE} }
  oldest: callSessions(last: 5, orderBy: { field: STARTED_AT, direction: ASC }) { ${PAGE} }
  agents(first: 5) { nodes { id } ${PAGE} }
  people(first: 5) { nodes { id } ${PAGE} }
  queues(first: 5) { nodes { id } ${PAGE} }
  lines(first: 5) { nodes { id } ${PAGE} }
  recordings(first: 5) { edges { cursor } ${PAGE} }
}`;
