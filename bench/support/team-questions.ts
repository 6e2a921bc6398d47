import { createRandom } from '../../src/demo/create-random.ts';
import type { TimeRange } from '../../src/time/time-range.ts';
import { DAY_MS, type Instant } from '../../src/time/instant.ts';

/** A query with its variables, as a client sends it. */
export type TeamQuestion = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

/** What a question was answered. */
export type AskTeam = (question: TeamQuestion) => Promise<Readonly<Record<string, unknown>>>;

const CALL = `id providerKey nativeId startedAt endedAt durationSeconds talkSeconds waitSeconds direction kind outcome
  outcomeDetail { code reason } customer { number displayName } line { number } note rating
  agents { id displayName } queues { name }`;
const NESTED = `${CALL}
  legs { id nativeId direction startedAt durationSeconds from { number } to { number } outcome agent { id displayName } }
  recordings { id nativeId kind startedAt durationSeconds sizeBytes mediaType isAvailable }`;

const pageOf = (fields: string): string => `query Page(
  $filter: CallSessionFilter, $first: Int, $last: Int, $after: String, $before: String, $direction: OrderDirection! = DESC
) {
  callSessions(
    filter: $filter, first: $first, last: $last, after: $after, before: $before, orderBy: { field: STARTED_AT, direction: $direction }
  ) {
    isComplete problems { kind message } edges { cursor node { ${fields} } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const PLAIN_PAGE = pageOf(CALL);
const NESTED_PAGE = pageOf(NESTED);
const NODES = `query Nodes($ids: [ID!]!) { nodes(ids: $ids) { ... on CallSession { ${NESTED} } } }`;

type Page = {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly customer: { readonly number: string | null } | null };
  }[];
};

/**
 * What a team asks of settled days: newest pages of a span, pages anywhere, backward and behind a cursor, filtered ones,
 * with and without legs, agents and recordings, and calls by id. The same for the same seed.
 */
export async function makeTeamQuestions(ask: AskTeam, kept: TimeRange, count: number): Promise<TeamQuestion[]> {
  const random = createRandom(20_261_128);
  const below = (end: number): number => Math.floor(random() * end);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const instant = (): Instant => kept.from + below(kept.to - kept.from);
  const span = (days: number): Readonly<Record<string, unknown>> => {
    const to = Math.min(kept.to, Math.max(instant(), kept.from + days * DAY_MS));
    return { startedAt: { from: toText(Math.max(kept.from, to - days * DAY_MS)), to: toText(to) } };
  };
  const size = (): number => 20 + below(31);
  const page = async (filter: object): Promise<Page> =>
    (await ask({ query: PLAIN_PAGE, variables: { filter, first: 40 } }))['callSessions'] as Page;
  const kinds: readonly (() => TeamQuestion | Promise<TeamQuestion>)[] = [
    () => ({ query: NESTED_PAGE, variables: { filter: span(119), first: size() } }),
    () => ({ query: PLAIN_PAGE, variables: { filter: span(7), first: 100 } }),
    () => ({ query: NESTED_PAGE, variables: { filter: span(30), last: size() } }),
    () => ({ query: PLAIN_PAGE, variables: { filter: span(30), first: size(), direction: 'ASC' } }),
    () => ({ query: PLAIN_PAGE, variables: { filter: { ...span(30), ...pick(FILTERS) }, first: size() } }),
    () => ({ query: NESTED_PAGE, variables: { filter: { ...span(14), ...pick(FILTERS) }, last: size() } }),
    async () => {
      const filter = span(60);
      const { edges } = await page(filter);
      return { query: NESTED_PAGE, variables: { filter, first: size(), after: pick(edges).cursor } };
    },
    async () => {
      const filter = span(60);
      const { edges } = await page(filter);
      return { query: PLAIN_PAGE, variables: { filter, last: size(), before: pick(edges).cursor } };
    },
    async () => {
      const { edges } = await page(span(60));
      const numbers = edges.flatMap(({ node }) => node.customer?.number ?? []);
      return { query: NESTED_PAGE, variables: { filter: { ...span(60), customerNumber: [pick(numbers)] } } };
    },
    async () => ({ query: NODES, variables: { ids: (await page(span(60))).edges.map(({ node }) => node.id) } }),
  ];
  const questions: TeamQuestion[] = [];
  for (let index = 0; index < count; index += 1) questions.push(await kinds[index % kinds.length]!());
  return questions;
}

const FILTERS: readonly Readonly<Record<string, unknown>>[] = [
  { outcome: ['MISSED'] },
  { outcome: ['ANSWERED'], direction: ['INBOUND'] },
  { direction: ['OUTBOUND'] },
  { durationSeconds: { min: 60, max: 240 } },
  { hasRecording: true },
  { providers: ['pbx', 'desk'], outcome: ['BUSY', 'ANSWERED'] },
];

const toText = (instant: Instant): string => new Date(Math.floor(instant / 1000) * 1000).toISOString();
