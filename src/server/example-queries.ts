import { readFileSync } from 'node:fs';
import { gatherPeople } from '../domain/people.ts';
import { personId } from '../graph/global-id.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';

/** A query that GraphiQL opens with, in a tab of its own. */
export type ExampleQuery = {
  /** The comment above the query. Its lines, and those of the query, are shown whole in a window of 1280 pixels. */
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** What the server that shows them has. */
export type ExampleOptions = { readonly hasHistory?: boolean };

/** The query that the demo's screen names, and the first tab. */
export const FIRST_QUERY = '{ callSessions(first: 5) { nodes { id startedAt provider { kind } } } }';

/**
 * What GraphiQL shows a newcomer: worked queries over every part of the graph. Each must validate against the schema,
 * and the top of its answer shows what its title promises.
 */
export const exampleQueries = (now: Instant, { hasHistory = false }: ExampleOptions = {}): readonly ExampleQuery[] => [
  read('newest'),
  read('page', { first: 20, after: null }),
  read('nested', { filter: { outcome: ['ANSWERED'], hasRecording: true, providers: ['pbx', 'desk', 'tracking'] } }),
  read('deferred', { filter: { hasRecording: true } }),
  // Calls that another system made known to this portal.
  read('same-call', {
    filter: { providers: ['portal'], outcome: ['ANSWERED'], bitrix24: { externalCallId: { gte: '0' } } },
  }),
  read('missed', {
    filter: {
      startedAt: { from: daysBefore(now, 7) },
      direction: ['INBOUND'],
      outcome: ['MISSED', 'ABANDONED'],
    },
  }),
  read('calls-per-hour', {
    today: { startedAt: { from: daysBefore(now, 0), to: daysBefore(now, -1) } },
    yesterday: { startedAt: { from: daysBefore(now, 1), to: daysBefore(now, 0) } },
    zone: 'UTC',
  }),
  read('line-costs', { filter: { startedAt: { from: daysBefore(now, 90) } } }),
  read('agents-week', { filter: { startedAt: { from: daysBefore(now, 7), to: daysBefore(now, 0) } } }),
  // A row of the documentation of voximplant.statistic.get, which the demo's portal has from the start.
  read('one-call', { provider: 'portal', nativeId: '7' }),
  read('ratings', { filter: { providers: ['portal'], bitrix24: { callVote: { gte: 4 } } } }),
  read('people', { search: 'ada marsh', who: [ADA_MARSH] }),
  read('directories'),
  read('providers'),
  ...(hasHistory ? historyQueries(now) : []),
  read('register', {
    input: {
      provider: 'portal',
      userPhoneInner: '101',
      phoneNumber: '+441134960123',
      type: 'TYPE_2',
      lineNumber: '3',
      externalCallId: 'exchange-20260310-1',
      show: false,
    },
  }),
  read('finish', {
    input: {
      provider: 'portal',
      callId: CALL_ID_OF_STEP_1,
      userPhoneInner: '101',
      durationSeconds: 95,
      cost: '0.3500',
      costCurrency: 'EUR',
      statusCode: 'S_200',
      vote: 5,
      addToChat: false,
    },
  }),
  read('attach', {
    input: { provider: 'portal', callId: CALL_ID_OF_STEP_1, filename: 'call.wav', fileContent: SILENCE },
  }),
];

/** What a kept history answers, over all providers at once. */
const historyQueries = (now: Instant): readonly ExampleQuery[] => [
  read('kept'),
  read('feed', { first: 20, after: null }),
  read('not-called-back', { filter: { startedAt: { from: daysBefore(now, 1) }, isReturned: false } }),
  // Somebody who talks with three of the demo's phone systems.
  read('history', { filter: { startedAt: { from: daysBefore(now, 90) }, customerNumber: ['0113 496 0265'] } }),
];

/** As the demo's settings name her: a name makes the same id wherever it stands. */
const [ADA_MARSH] = gatherPeople([], [{ name: 'Ada Marsh', agents: [] }]).inOrder.map(personId);

/** Ends a call only once it is filled in: the id of a call that exists would have a newcomer change that one instead. */
const CALL_ID_OF_STEP_1 = 'put the callId of step 1 here';
/** A WAV file of forty samples. */
const SILENCE =
  'UklGRkwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YSgAAACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICA';

/** The start of the day, as UTC counts days, so many days before a moment. */
const daysBefore = (now: Instant, days: number): string =>
  new Date(Math.floor(now / DAY_MS - days) * DAY_MS).toISOString();

/** Reads a query out of its file, which begins with its title as a comment. */
function read(name: string, variables?: ExampleQuery['variables']): ExampleQuery {
  const text = readFileSync(new URL(`examples/${name}.graphql`, import.meta.url), 'utf8');
  const [comment = ''] = /^(#.*\n)+/.exec(text) ?? [];
  const title = comment.trimEnd().replaceAll(/^# /gm, '');
  return { title, query: text.slice(comment.length).trimEnd(), ...(variables && { variables }) };
}
