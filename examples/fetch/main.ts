import { listMissedCalls } from './list-missed-calls.ts';

// Prints who called in vain in the last week, and says on standard error what is missing.

const WEEK_MS = 7 * 86_400_000;

const [endpoint = 'http://127.0.0.1:4000/graphql', since = new Date(Date.now() - WEEK_MS).toISOString()] =
  process.argv.slice(2);
for await (const { caller, at, agents } of listMissedCalls(endpoint, new Date(since)))
  console.log([at.toISOString(), caller, ...agents].join('\t'));
