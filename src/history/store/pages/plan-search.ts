import { wordsOf } from '../../../domain/fold-text.ts';
import { toSeconds } from '../coverage/read-coverage.ts';
import { type Engine, type Statement, statement } from '../engine.ts';
import type { CallsQuestion } from '../kept-page.ts';
import { type NarrowContext, allOf, createContext, linkCondition, rangeConditions } from './narrow.ts';

/** How the index of texts narrows a page. */
export type SearchPlan = {
  /** Whether it leads to so few calls that no other bound is needed. */
  readonly isLed: boolean;
  readonly conditions: (context: NarrowContext) => string[];
};

/** How much an index of texts may list. */
export type SearchLimits = {
  /** As many calls are looked at one by one, wherever in the range they lie. */
  readonly led: number;
  /** What stands in more texts than this is soon met without an index. */
  readonly listed: number;
};
const LIMITS: SearchLimits = { led: 2000, listed: 20_000 };
/** An index of three characters knows of no shorter part. */
const LEAST_CHARACTERS = 3;

/** Looks how many calls each part of a search may be found in, and takes those that leave few. */
export async function planSearch(
  engine: Engine,
  question: CallsQuestion,
  limits: SearchLimits = LIMITS,
): Promise<SearchPlan> {
  const sources = sourcesOf(question);
  const led = await findRare(engine, question, sources, limits.led);
  // Where one part leads to few calls, the others are seen in those.
  const listed = led.length > 0 ? led : await findRare(engine, question, sources, limits.listed);
  return {
    isLed: led.length > 0,
    conditions: (context) => listed.map((source) => context.words.among('call', selectFound(source, context))),
  };
}

/** The parts that are found in no more than so many calls. */
async function findRare(
  engine: Engine,
  question: CallsQuestion,
  sources: readonly SearchSource[],
  most: number,
): Promise<SearchSource[]> {
  if (sources.length === 0) return [];
  const found = await engine.read(sources.map((source) => countFound(engine, question, source, most + 1)));
  return sources.filter((_source, index) => (found[index]![0]!['found'] as number) <= most);
}

/** A part of a search, and the agents who have it in a name that no row holds. */
type SearchSource = {
  readonly part: string;
  readonly agentIds: readonly string[];
  readonly searchesTranscripts: boolean;
};

function sourcesOf({ filter = {}, beyond = {} }: CallsQuestion): SearchSource[] {
  const { agentsByWord, searchesTranscripts = false } = beyond;
  const words = agentsByWord === undefined || filter.text === undefined ? [] : wordsOf(filter.text);
  return [
    ...(filter.numberContains === undefined
      ? []
      : [{ part: filter.numberContains, agentIds: [], searchesTranscripts: false }]),
    ...words
      .filter((word) => [...word].length >= LEAST_CHARACTERS)
      .map((part) => ({ part, agentIds: agentsByWord?.get(part) ?? [], searchesTranscripts })),
  ];
}

function countFound(engine: Engine, { account, range }: CallsQuestion, source: SearchSource, limit: number): Statement {
  const context = createContext(engine, account, toSeconds(range));
  const sql = `SELECT COUNT(*) AS found FROM (${selectFound(source, context)} LIMIT ${limit}) AS listed`;
  return statement(sql, context.values.list);
}

function selectFound({ part, agentIds, searchesTranscripts }: SearchSource, context: NarrowContext): string {
  const { words, values } = context;
  const pattern = values.add(words.textPattern(part));
  const inTexts = words.textSearch(pattern) + (searchesTranscripts ? ` UNION ALL ${words.spokenSearch(pattern)}` : '');
  if (agentIds.length === 0) return inTexts;
  const byName = allOf([...rangeConditions(context), linkCondition('agent', agentIds, context)]);
  return `${inTexts} UNION ALL SELECT call FROM call_links WHERE ${byName}`;
}
