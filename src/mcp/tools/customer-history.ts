import { NoAnswer, PROBLEMS, askGraph } from '../ask-graph.ts';
import { CALL_PAGE, askCallPage } from '../call-pages.ts';
import { INPUTS, isWholeNumber, phoneNumber, toFilter } from '../inputs.ts';
import { showKnown } from '../show.ts';
import { defineTool } from '../tool.ts';

const SUMMARY = `query Customer($filter: CallSessionFilter) {
  stats: callStats(filter: $filter) { totals { calls answered unanswered talkSeconds { total } } ${PROBLEMS} }
}`;

const WAITING = `query Waiting($filter: CallSessionFilter) {
  waiting: callSessions(filter: $filter, first: 1) { nodes { id } ${PROBLEMS} }
}`;

type Summary = {
  readonly totals: {
    readonly calls: number;
    readonly answered: number;
    readonly unanswered: number;
    readonly talkSeconds: { readonly total: number };
  };
};
type Waiting = { readonly nodes: readonly { readonly id: string }[] };

const { from, to, timeZone, limit, after } = INPUTS;

export const customerHistory = defineTool({
  name: 'customer_history',
  title: "A customer's history",
  description:
    'Everything that is known about one customer by their number, over all phone systems: how often they called before, answered or ' +
    'not, how long they spoke, whether they are still waiting for a call back, and their calls.',
  input: {
    number: phoneNumber().describe("The customer's whole number, in any spelling."),
    ...{ from, to, timeZone },
    limit: limit.default(10),
    after,
  },
  scope: 'numbers:read',
  documents: [SUMMARY, WAITING, CALL_PAGE],
  async answer({ number, limit: rows, after: cursor, ...range }, ask) {
    const filter = { ...toFilter(range), customerNumber: [number] };
    const page = askCallPage(ask, { filter, limit: rows, after: cursor });
    // Whoever goes on knows the sums already.
    if (cursor !== undefined) return page;
    const [summary, waiting, { calls, problems, ...place }] = await Promise.all([
      askGraph<{ stats: Summary | null }>(ask, SUMMARY, { filter }).catch(toProblem),
      askGraph<{ waiting: Waiting | null }>(ask, WAITING, { filter: { ...filter, isReturned: false } }).catch(
        toProblem,
      ),
      page,
    ]);
    const isEver = range.from === undefined && range.to === undefined;
    const isNobody =
      isEver && (calls as readonly object[]).length === 0 && (problems as readonly string[]).length === 0;
    if (isNobody && !isWholeNumber(number)) throw new NoAnswer(NO_WHOLE_NUMBER);
    const totals = 'data' in summary ? summary.data.stats?.totals : undefined;
    const open = 'data' in waiting ? waiting.data.waiting : undefined;
    const isOpen = open ? open.nodes.length > 0 : null;
    return {
      ...(totals && {
        totals: showKnown({
          calls: totals.calls,
          answered: totals.answered,
          unanswered: totals.unanswered,
          talkSeconds: totals.talkSeconds.total,
        }),
      }),
      ...(isOpen !== null && { waitsForCallBack: isOpen }),
      ...{ calls, ...place },
      problems: [...new Set([summary, waiting, { problems: problems as string[] }].flatMap((one) => one.problems))],
    };
  },
});

const NO_WHOLE_NUMBER =
  'No customer has this number, and it is shorter than whole ones are. `number` of find_calls also finds a part of one.';

/** The rest of the answer is of use without it. */
const toProblem = (error: unknown): { readonly problems: readonly string[] } => {
  if (!(error instanceof NoAnswer)) throw error;
  return { problems: [error.message] };
};
