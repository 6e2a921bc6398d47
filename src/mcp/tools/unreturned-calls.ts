import { CALL_PAGE, askCallPage } from '../call-pages.ts';
import { INPUTS, toFilter } from '../inputs.ts';
import { defineTool } from '../tool.ts';

const { from, to, timeZone, provider, limit, after } = INPUTS;

export const unreturnedCalls = defineTool({
  name: 'unreturned_calls',
  title: 'Calls not returned',
  description:
    'Lists missed calls that are still open: inbound calls that nobody answered and whose customer has spoken with nobody ' +
    'since, in any phone system. Who still waits for a call back and whom to call back first: the longest waiting first.',
  input: { from, to, timeZone, provider, limit, after },
  scope: 'calls:read',
  documents: [CALL_PAGE],
  answer: ({ limit: rows, after: cursor, ...question }, ask) =>
    askCallPage(ask, {
      filter: { ...toFilter(question), isReturned: false },
      ...{ limit: rows, after: cursor, isOldestFirst: true },
    }),
});
