import type { Known } from './make-value.ts';

/** Asks a server for what it gives out: ids of all kinds, cursors and links. */
export async function learnKnown(url: string, authorization: string | undefined): Promise<Known> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify({ query: QUERY }),
  });
  const text = await answer.text();
  const allOf = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))];
  const known = {
    ids: allOf(/"id":"([^"]+)"/g),
    cursors: allOf(/"(?:cursor|endCursor|startCursor)":"([^"]+)"/g),
    links: allOf(/"url":"https?:\/\/[^/]+(\/media\/[^"]+)"/g),
  };
  for (const [name, values] of Object.entries(known))
    if (values.length === 0) throw new Error(`the server gave out no ${name}: ${text.slice(0, 500)}`);
  return known;
}

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
