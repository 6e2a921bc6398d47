import { z } from 'zod';
import { CALL_PAGE, askCallPage } from '../call-pages.ts';
import { INPUTS, toFilter } from '../inputs.ts';
import { defineTool } from '../tool.ts';

const { from, to, timeZone, provider, direction, outcome, number, search, person, limit, after } = INPUTS;

export const findCalls = defineTool({
  name: 'find_calls',
  title: 'Find calls',
  description:
    'Finds and lists the calls of all phone systems, newest first: who called whom, when, on which line, who took it, how it ' +
    'ended, how long it was. By day, person, number, outcome or words that were said or noted. For counts and averages use ' +
    'call_figures, for who still has to be called back unreturned_calls, for one customer customer_history.',
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
