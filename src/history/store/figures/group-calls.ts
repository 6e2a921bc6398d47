import { type CallFilter, fieldsOf } from '../../../domain/call-filter.ts';
import { type CallGroup, type GroupQuestion, type Grouping, rangeOfGroups } from '../../../domain/call-groups.ts';
import { createPhoneNumberTest } from '../../../domain/phone-number.ts';
import { DAY_MS, type Instant, SECOND_MS } from '../../../time/instant.ts';
import { type Seconds, toSeconds } from '../coverage/read-coverage.ts';
import { type Engine, type Statement, statement } from '../engine.ts';
import type { CallsQuestion } from '../kept-page.ts';
import { allOf, createContext, isDecidedByColumns, narrow, rangeConditions, returnedOf } from '../pages/narrow.ts';
import { findScanBorder } from '../pages/scan-border.ts';
import { groupColumns, toGroup } from './group-columns.ts';

export type GroupsQuestion = GroupQuestion &
  Pick<CallsQuestion, 'account' | 'beyond'> & { readonly filter: CallFilter };

export type GroupsPage = {
  readonly groups: readonly CallGroup[];
  /** A border between two days of UTC, or the end of the question's range: all before it has been grouped. */
  readonly through: Instant;
};

/** Some tens of milliseconds, since a statement cannot be interrupted. */
const BOUNDS = { scanned: 40_000, led: 10_000 };
const DAY_SECONDS = DAY_MS / SECOND_MS;

/** Groups calls in the database; see `HistoryStore.groupCalls`. */
export async function groupCalls(engine: Engine, question: GroupsQuestion): Promise<GroupsPage | null> {
  const { account, filter, by, beyond } = question;
  const { isReturned, ...decided } = decidedByGroups(filter);
  if (!isDecidedByColumns(decided.others) || (isReturned && beyond?.answersIn === undefined)) return null;
  const range = rangeOfGroups(question);
  const asked = toSeconds(range);
  const span = endOnDay(await findScanBorder(engine, { account, direction: 'ASC', filter }, asked, BOUNDS), asked);
  const grouped = new Set([...by, ...decided.by]);
  const [rows = []] = await engine.read([selectGroups(engine, question, grouped, span)]);
  // While its recordings are not read, a call may have one; numbers that are not whole may be the same.
  if (rows.some((row) => Number(row['unread'] ?? 0) + Number(row['unclear'] ?? 0) > 0)) return null;
  return {
    groups: rows
      .map(toGroup)
      .filter(decided.passes)
      .map(withoutKeys(decided.by.filter((each) => !by.has(each)))),
    through: span.to === asked.to ? range.to : span.to * SECOND_MS,
  };
}

/** Fields of a filter that are decided on groups: columns only leave out calls that surely do not match. */
function decidedByGroups({ agentIds, queueIds, lineNumber, isReturned, ...others }: CallFilter) {
  const isLine = lineNumber && createPhoneNumberTest(lineNumber);
  const [agents, queues] = [agentIds, queueIds].map((ids) => ids && new Set(ids));
  return {
    others,
    isReturned: isReturned !== undefined,
    by: [
      ...(agentIds ? (['AGENT'] as const) : []),
      ...(queueIds ? (['QUEUE'] as const) : []),
      ...(lineNumber ? (['LINE'] as const) : []),
    ] satisfies Grouping[],
    passes: (group: CallGroup): boolean =>
      (!agents || (group.agents ?? []).some(({ nativeId }) => agents.has(nativeId))) &&
      (!queues || (group.queues ?? []).some(({ nativeId }) => queues.has(nativeId))) &&
      (!isLine || (group.line != null && isLine(group.line.number, group.line.defaultCountry))),
  };
}

const KEYS: Partial<Record<Grouping, 'agents' | 'queues' | 'line'>> = {
  AGENT: 'agents',
  QUEUE: 'queues',
  LINE: 'line',
};

const withoutKeys =
  (groupings: readonly Grouping[]) =>
  (group: CallGroup): CallGroup =>
    groupings.reduce((left, grouping) => ({ ...left, [KEYS[grouping]!]: undefined }), group);

/** Days are whole, so that each can be remembered; a busier day than a statement should look at is read all the same. */
function endOnDay(span: Seconds, { to }: Seconds): Seconds {
  if (span.to === to) return span;
  const [first, last] = [span.from, span.to].map((second) => Math.floor(second / DAY_SECONDS));
  return { from: span.from, to: Math.min(to, Math.max(last!, first! + 1) * DAY_SECONDS) };
}

function selectGroups(
  engine: Engine,
  { account, filter, borders, figures, beyond }: GroupsQuestion,
  by: ReadonlySet<Grouping>,
  span: Seconds,
): Statement {
  const context = createContext(engine, account, span, beyond);
  const { values, from, to } = context;
  // Whoever took part leads to single calls, whose cell is looked up later; else each cell looks for its calls.
  const isLed = filter.agentIds !== undefined || filter.queueIds !== undefined;
  const { keys, sums } = groupColumns(by, figures, isLed ? 'start_second' : 'at_second');
  const undecided = [
    ...(fieldsOf(filter).includes('hasRecording') ? ['COUNT(*) - COUNT(has_recording) AS unread'] : []),
    ...(filter.isReturned === undefined
      ? []
      : [`COUNT(CASE WHEN ${returnedOf(filter, context).unclear} THEN 1 END) AS unclear`]),
  ];
  const own = narrow(filter, context);
  if (isLed)
    return statement(
      `SELECT start_second AS at_second, ${[...keys.slice(1), ...sums, ...undecided].join(', ')} FROM calls
       WHERE ${allOf([...rangeConditions(context), ...own])} GROUP BY ${keys.join(', ')}`,
      values.list,
    );
  const borderSeconds = engine.words.integers(values.add(JSON.stringify(bordersIn(borders, span))));
  // The range is that of the cells: beside their borders, it could be taken for the one to look calls up by.
  const within = [`at_second >= ${from}`, `at_second < ${to}`];
  return statement(
    `WITH borders(at_second) AS (${borderSeconds}),
       cells AS (SELECT at_second, LEAD(at_second) OVER (ORDER BY at_second) AS until_second FROM borders)
     SELECT ${[...keys, ...sums, ...undecided].join(', ')} FROM cells CROSS JOIN calls
     WHERE ${allOf([`account = ${context.account}`, ...within, 'start_second >= at_second', 'start_second < until_second', ...own])}
     GROUP BY ${keys.join(', ')}`,
    values.list,
  );
}

function bordersIn(borders: readonly Instant[], { from, to }: Seconds): number[] {
  const within = borders.map((border) => border / SECOND_MS).filter((second) => second > from && second < to);
  return [from, ...within, to];
}
