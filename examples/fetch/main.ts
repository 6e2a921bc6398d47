import { type MissedCalls, listMissedCalls } from './list-missed-calls.ts';

// Prints who called in vain in the last week. Says at the end, on standard error, what is missing, and then ends with 3.

const WEEK_MS = 7 * 86_400_000;

const [endpoint = 'http://127.0.0.1:4000/graphql', since = new Date(Date.now() - WEEK_MS).toISOString()] =
  process.argv.slice(2);
let missing: MissedCalls['missing'] = [];
for await (const page of listMissedCalls(endpoint, new Date(since))) {
  for (const { caller, at, agents } of page.calls) console.log([at.toISOString(), caller, ...agents].join('\t'));
  missing = page.missing;
}
for (const problem of missing) console.error(`Missing: ${problem}`);
if (missing.length > 0) process.exitCode = 3;
