import { z } from 'zod';
import { FIGURE_DIMENSIONS, type FigureDimension } from '../../figures/figures-request.ts';
import { type WallClock, createWallClock } from '../../time/wall-clock.ts';
import { CALENDAR_UNITS } from '../../time/zone-calendar.ts';
import { PROBLEMS, askGraph } from '../ask-graph.ts';
import { INPUTS, toFilter } from '../inputs.ts';
import { showKnown, showParty, showTime } from '../show.ts';
import { defineTool } from '../tool.ts';

const FIGURES = `{
  calls answered unanswered
  talkSeconds { total average } waitSeconds { average max } rating { average known } cost { amount currency }
}`;

const STATS = `query Figures($filter: CallSessionFilter, $by: [CallStatsDimension!]!, $every: CallStatsInterval, $timeZone: TimeZone!) {
  stats: callStats(filter: $filter, by: $by, every: $every, timeZone: $timeZone) {
    totals ${FIGURES}
    buckets {
      from provider { key } direction kind outcome agent { displayName provider { key } } queue { name nativeId } line { e164 number }
      hourOfDay dayOfWeek figures ${FIGURES}
    }
    asOf ${PROBLEMS}
  }
}`;

type Figure = { readonly total?: number; readonly average: number | null; readonly max?: number | null };
type Figures = {
  readonly calls: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly talkSeconds: Figure;
  readonly waitSeconds: Figure;
  readonly rating: Figure & { readonly known: number };
  readonly cost: readonly { readonly amount: string; readonly currency: string | null }[];
};
type Bucket = {
  readonly from: string;
  readonly provider: { readonly key: string } | null;
  readonly direction: string | null;
  readonly kind: string | null;
  readonly outcome: string | null;
  readonly agent: { readonly displayName: string | null; readonly provider: { readonly key: string } } | null;
  readonly queue: { readonly name: string | null; readonly nativeId: string } | null;
  readonly line: { readonly e164: string | null; readonly number: string | null } | null;
  readonly hourOfDay: number | null;
  readonly dayOfWeek: number | null;
  readonly figures: Figures;
};
type Stats = {
  readonly totals: Figures;
  readonly buckets: readonly Bucket[];
  readonly asOf: string;
};

/** So many buckets are shown; the busiest, where there is no order of time. */
const MOST_BUCKETS = 40;
/** Together they have so many characters at most: names may be long. */
const MOST_CHARACTERS = 3200;

const { from, to, timeZone, provider, direction, outcome, number, search, person } = INPUTS;

export const callFigures = defineTool({
  name: 'call_figures',
  title: 'Call figures',
  description:
    'Counts calls (answered, missed) and sums talk time, waiting, ratings and cost over any range, in all or told apart: per ' +
    'hour, day, week or month, by person, queue, line, provider, outcome, hour of the day. The tool for "how many", "how ' +
    'much", "how long on average", "who most", "busiest hour", and to compare. Shows at most 40 groups.',
  input: {
    ...{ from, to, timeZone, provider, direction, outcome, number, search, person },
    by: z.array(z.enum(FIGURE_DIMENSIONS)).max(2).default([]).describe('What the calls are told apart by.'),
    every: z.enum(CALENDAR_UNITS).optional().describe('Stretches of time they are told apart by.'),
  },
  scope: 'calls:read',
  documents: [STATS],
  async answer({ by, every, ...question }, ask) {
    const variables = { filter: toFilter(question), by, every, timeZone: question.timeZone };
    const { data, problems } = await askGraph<{ stats: Stats | null }>(ask, STATS, variables);
    const { totals, buckets = [], asOf = null } = data.stats ?? {};
    const isToldApart = by.length > 0 || every !== undefined;
    // Made for this answer alone: a caller may spell a zone in many ways. Hours are told as moments.
    const clock = every === undefined || every === 'HOUR' ? null : createWallClock(question.timeZone);
    const shown = toTable(buckets.slice(0, MOST_BUCKETS).map((bucket) => showBucket(bucket, by, every, clock)));
    const left = buckets.length - shown.groups.length;
    return {
      ...(totals && { totals: showFigures(totals) }),
      ...(isToldApart && shown),
      ...(left > 0 && { leftOff: `${left} more groups: ask for a shorter range, longer stretches or fewer groups` }),
      asOf: showTime(asOf),
      problems,
    };
  },
});

type Row = Readonly<Record<string, unknown>>;

/** Names once, in place of once for each group: half of what an answer would cost. */
function toTable(rows: readonly Row[]) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const groups: unknown[][] = [];
  let length = 0;
  for (const row of rows) {
    const group = columns.map((column) => row[column] ?? null);
    length += JSON.stringify(group).length;
    if (length > MOST_CHARACTERS) break;
    groups.push(group);
  }
  return { columns, groups };
}

function showBucket(
  bucket: Bucket,
  by: readonly FigureDimension[],
  every: string | undefined,
  clock: WallClock | null,
): Row {
  const own = Object.fromEntries(by.flatMap((dimension) => Object.entries(SHOWN[dimension](bucket))));
  return showKnown({
    ...(every && { from: showStart(bucket.from, clock) }),
    ...own,
    ...showFigures(bucket.figures),
  });
}

/** Days begin where their zone has them begin: in UTC that may be the evening before. */
const showStart = (from: string, clock: WallClock | null): string | null =>
  clock === null ? showTime(from) : clock.toWall(Date.parse(from)).slice(0, '2026-11-27'.length);

/** What tells the calls of a bucket apart, under the name it is shown by. */
const SHOWN: Readonly<Record<FigureDimension, (bucket: Bucket) => Readonly<Record<string, unknown>>>> = {
  PROVIDER: ({ provider: one }) => ({ provider: one?.key }),
  DIRECTION: ({ direction: way }) => ({ direction: way }),
  KIND: ({ kind }) => ({ kind }),
  OUTCOME: ({ outcome: end }) => ({ outcome: end }),
  AGENT: ({ agent }) => ({
    agent: agent ? `${agent.displayName ?? 'without a name'} (${agent.provider.key})` : 'nobody',
  }),
  QUEUE: ({ queue }) => ({ queue: queue ? (queue.name ?? queue.nativeId) : 'none' }),
  LINE: ({ line }) => ({ line: showParty(line) ?? 'none' }),
  HOUR_OF_DAY: ({ hourOfDay }) => ({ hourOfDay }),
  DAY_OF_WEEK: ({ dayOfWeek }) => ({ dayOfWeek }),
};

const showFigures = ({ calls, answered, unanswered, talkSeconds, waitSeconds, rating, cost }: Figures) =>
  showKnown({
    ...{ calls, answered, unanswered },
    talkSeconds: talkSeconds.total === 0 ? null : talkSeconds.total,
    averageTalkSeconds: round(talkSeconds.average),
    averageWaitSeconds: round(waitSeconds.average),
    longestWaitSeconds: waitSeconds.max,
    averageRating: rating.known === 0 ? null : round(rating.average),
    cost: showCosts(cost),
  });

/** Nothing in one currency says nothing beside something in another. */
function showCosts(cost: Figures['cost']): string {
  const paid = cost.filter(({ amount }) => /[1-9]/.test(amount));
  return (paid.length > 0 ? paid : cost.slice(0, 1))
    .map(({ amount, currency }) => [amount, currency].filter(Boolean).join(' '))
    .join(', ');
}

const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);
