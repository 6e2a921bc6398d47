import { z } from 'zod';
import { CALL_PAGE, askCallPage } from '../call-pages.ts';
import { INPUTS, toFilter } from '../inputs.ts';
import { defineTool } from '../tool.ts';

const { from, to, timeZone, provider, direction, outcome, number, search, person, limit, after } = INPUTS;

export const findCalls = defineTool({
  name: 'find_calls',
  title: 'Find calls',
  description:
    'Lists calls of all phone systems, newest first: who, whom, when, how it ended, how long. For counts and averages use ' +
    'call_figures, for missed calls that still wait for a call back unreturned_calls, for everything about one customer ' +
    'customer_history.',
  input: {
    ...{ from, to, timeZone, provider, direction, outcome, number, search, person },
    isRecorded: z.boolean().optional().describe('Only calls with a recording, or only those without.'),
    ...{ limit, after },
  },
  scope: 'calls:read',
  documents: [CALL_PAGE],
  answer: ({ isRecorded, limit: rows, after: cursor, ...question }, ask) =>
    askCallPage(ask, {
      filter: { ...toFilter(question), ...(isRecorded !== undefined && { hasRecording: isRecorded }) },
      ...{ limit: rows, after: cursor },
    }),
});
