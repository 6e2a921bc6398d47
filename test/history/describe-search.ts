import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallSession } from '../../src/domain/call-session.ts';
import { CALL_OUTCOMES } from '../../src/domain/outcome.ts';
import type { Answer } from '../support/run-query.ts';
import { storeWorlds } from './store/store-world.ts';
import {
  AGENTS,
  CUSTOMERS,
  type Drawn,
  EVERYTHING,
  NAMES,
  NOTES,
  RANGE,
  SECONDS,
  createSearchedWorld,
  toCall,
} from './searched-world.ts';

/** What a test asks, in the words of the graph. */
type Asked = {
  readonly numberContains?: string;
  readonly text?: string;
  readonly talkSeconds?: { readonly min?: number; readonly max?: number };
  readonly waitSeconds?: { readonly min?: number; readonly max?: number };
  readonly rating?: { readonly min?: number; readonly max?: number };
  readonly isReturned?: boolean;
  readonly outcome?: readonly string[];
  readonly providers?: readonly string[];
  readonly not?: Asked;
};
/** A call, and what the test drew of it. */
type Known = { readonly call: CallSession; readonly drawn: Drawn };

const drawn = fc.record({
  second: fc.integer({ min: 0, max: SECONDS - 1 }),
  customer: fc.option(fc.nat({ max: CUSTOMERS.length - 1 }), { freq: 9 }),
  spelling: fc.nat({ max: 3 }),
  name: fc.option(fc.nat({ max: NAMES.length - 1 })),
  note: fc.nat({ max: NOTES.length - 1 }),
  agent: fc.option(fc.nat({ max: AGENTS.length - 1 })),
  direction: fc.constantFrom('INBOUND', 'INBOUND', 'OUTBOUND', 'INTERNAL', 'UNKNOWN'),
  outcome: fc.oneof(fc.constantFrom('ANSWERED', 'MISSED'), fc.constantFrom(...CALL_OUTCOMES)),
  seconds: fc.option(fc.nat({ max: 9 }), { freq: 5 }),
}) satisfies fc.Arbitrary<Drawn>;

const range = fc.record({ min: fc.nat({ max: 4 }), max: fc.nat({ max: 4 }) }, { requiredKeys: [] }).map(upright);

const { asked } = fc.letrec<{ asked: Asked }>((tie) => ({
  asked: fc
    .record(
      {
        numberContains: fc.constantFrom('946', '1234567', '0001', '442', '44 20-79', '999'),
        text: fc.constantFrom(
          'ada',
          'MARSH ada',
          'strasse',
          'STRAẞE',
          'οδυσσευσ',
          'σε',
          '"',
          '100%',
          '_',
          'call ben',
          'xyz',
          ' ',
        ),
        talkSeconds: range,
        waitSeconds: range,
        rating: range,
        isReturned: fc.boolean(),
        outcome: fc.constantFrom(['MISSED'], ['ANSWERED', 'BUSY']),
        providers: fc.constantFrom(['a'], ['a', 'b']),
        not: fc.option(tie('asked'), { nil: {}, maxDepth: 2, depthSize: 'small' }),
      },
      { requiredKeys: [] },
    )
    .chain((whole) => fc.shuffledSubarray(Object.entries(whole)).map((some) => Object.fromEntries(some.slice(0, 3)))),
}));

const orders = fc.record({
  field: fc.constantFrom('STARTED_AT', 'STARTED_AT', 'DURATION', 'TALK_TIME', 'WAIT_TIME'),
  direction: fc.constantFrom('ASC', 'DESC'),
  size: fc.integer({ min: 1, max: 9 }),
  isBackward: fc.boolean(),
});
type Order = typeof orders extends fc.Arbitrary<infer Value> ? Value : never;

const TIMEOUT_MS = 120_000;

/** What searches and orders find is what a truth computed apart finds, in so many random worlds over each engine. */
export function describeSearch(runs: number): void {
  for (const engine of storeWorlds())
    describe.skipIf(engine.isLeftOut)(`what is searched, over ${engine.name}`, () => {
      it(
        'is what a truth computed apart finds, kept whole, in every order, page by page, and counted',
        async () => {
          const sizes = new Set<number>();
          const worlds = fc.record({
            a: fc.array(drawn, { maxLength: 25 }),
            b: fc.array(drawn, { maxLength: 25 }),
            questions: fc.array(fc.record({ asked, order: orders }), { minLength: 3, maxLength: 3 }),
          });
          await fc.assert(
            fc.asyncProperty(worlds, async ({ a, b, questions }) => {
              const known = [a, b].map((own, index) =>
                own.map((each, at) => ({ call: toCall('ab'[index]!, each, at), drawn: each })),
              );
              const world = await createSearchedWorld(
                await engine.openEmpty(),
                known.map((own) => own.map(({ call }) => call)),
                [EVERYTHING],
              );
              try {
                for (const question of questions) {
                  const truth = sorted(
                    known.flat().filter((each) => isMeant(each, question.asked, known.flat())),
                    question.order,
                  );
                  const found = await walk(world, question.asked, question.order);
                  expect(found.ids, JSON.stringify(question)).toEqual(truth);
                  expect([...found.totals], JSON.stringify(question)).toEqual([truth.length]);
                  sizes.add(truth.length);
                }
              } finally {
                await world.close();
              }
            }),
            { numRuns: runs },
          );
          expect(sizes.size).toBeGreaterThan(Math.min(8, runs / 4));
        },
        TIMEOUT_MS,
      );
    });

  describe('what is searched where little is kept', () => {
    const engine = storeWorlds()[0]!;
    it(
      'is what a truth computed apart finds, from rows that are read live',
      async () => {
        const worlds = fc.record({
          a: fc.array(drawn, { maxLength: 25 }),
          asked,
          order: orders,
          isHalfKept: fc.boolean(),
        });
        await fc.assert(
          fc.asyncProperty(worlds, async ({ a, asked: question, order, isHalfKept }) => {
            const known = a.map((each, at) => ({ call: toCall('a', each, at), drawn: each }));
            const half = { from: RANGE.from, to: RANGE.from + (SECONDS / 2) * 1000 };
            const world = await createSearchedWorld(
              await engine.openEmpty(),
              [known.map(({ call }) => call), []],
              isHalfKept ? [half] : [],
            );
            try {
              const live = withoutReturned({ ...question, providers: ['a'] });
              const own: Order = { ...order, field: 'STARTED_AT' };
              const truth = sorted(
                known.filter((each) => isMeant(each, live, known)),
                own,
              );
              expect((await walk(world, live, own)).ids, JSON.stringify(live)).toEqual(truth);
            } finally {
              await world.close();
            }
          }),
          { numRuns: 2 * runs },
        );
      },
      TIMEOUT_MS,
    );
  });
}

function upright({ min, max }: { min?: number; max?: number }) {
  return min !== undefined && max !== undefined && min > max
    ? { min: max, max: min }
    : { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function withoutReturned({ isReturned: _isReturned, not, ...others }: Asked): Asked {
  return { ...others, ...(not && { not: withoutReturned(not) }) };
}

/** The comments of the published filter, read word by word. */
function isMeant(known: Known, asked: Asked, all: readonly Known[]): boolean {
  const { call } = known;
  const tests = [
    asked.numberContains === undefined || containsDigits(known, asked.numberContains.replace(/[ -]/g, '')),
    asked.text === undefined || containsWords(known, asked.text),
    isIn(call.talkSeconds, asked.talkSeconds),
    isIn(call.waitSeconds, asked.waitSeconds),
    isIn(call.rating, asked.rating),
    asked.isReturned === undefined || isReturned(known, all) === asked.isReturned,
    asked.outcome === undefined || asked.outcome.includes(call.outcome),
    asked.providers === undefined || asked.providers.includes(call.provider),
    asked.not === undefined || !isMeant(known, asked.not, all),
  ];
  return tests.every(Boolean);
}

function isIn(value: number | null, asked: Asked['rating']): boolean {
  if (asked?.min === undefined && asked?.max === undefined) return true;
  return value !== null && !(value < (asked.min ?? value)) && !(value > (asked.max ?? value));
}

/** E.164 is the first spelling of each. */
function containsDigits({ call, drawn: { customer } }: Known, digits: string): boolean {
  const texts = [call.customer!.number!, call.line!.number!, ...(customer === null ? [] : [CUSTOMERS[customer]![0]!])];
  return texts.some((text) => text.replaceAll(/[^0-9]/g, '').includes(digits));
}

/** Letter by letter: two are one when their upper cases are. */
function containsWords({ drawn: { name, note, agent } }: Known, text: string): boolean {
  const texts = [name === null ? null : NAMES[name], NOTES[note], agent === null ? null : AGENTS[agent]!.displayName];
  const plain = (one: string): string => one.replaceAll('ẞ', 'ß').toUpperCase();
  return text
    .split(' ')
    .filter((word) => word !== '')
    .every((word) => texts.some((one) => one != null && plain(one).includes(plain(word))));
}

const UNANSWERED = ['MISSED', 'ABANDONED', 'BUSY', 'DECLINED', 'CANCELLED', 'VOICEMAIL', 'FAILED'];

function isReturned({ call, drawn: own }: Known, all: readonly Known[]): boolean | null {
  if (own.direction !== 'INBOUND' || !UNANSWERED.includes(own.outcome) || own.customer === null) return null;
  return all.some(
    ({ call: other, drawn: { customer, direction, outcome } }) =>
      customer === own.customer &&
      (direction === 'INBOUND' || direction === 'OUTBOUND') &&
      outcome === 'ANSWERED' &&
      other.startedAt > call.startedAt,
  );
}

const VALUES = {
  DURATION: 'durationSeconds',
  TALK_TIME: 'talkSeconds',
  WAIT_TIME: 'waitSeconds',
  STARTED_AT: 'startedAt',
} as const;

function sorted(known: readonly Known[], { field, direction }: Order): string[] {
  const keyOf = ({ call }: Known) => [call[VALUES[field]] ?? -1, call.startedAt, call.provider, call.nativeId] as const;
  const ids = known
    .toSorted((a, b) => {
      const [left, right] = [keyOf(a), keyOf(b)];
      const at = left.findIndex((part, index) => part !== right[index]);
      return at < 0 ? 0 : left[at]! < right[at]! ? -1 : 1;
    })
    .map(({ call }) => `${call.provider} ${call.nativeId}`);
  return direction === 'ASC' ? ids : ids.reverse();
}

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: CallSessionFilter, $orderBy: CallSessionOrder) {
  callSessions(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    totalCount isComplete problems { message }
    nodes { providerKey nativeId }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
type Page = {
  readonly callSessions: {
    readonly totalCount: number | null;
    readonly isComplete: boolean;
    readonly problems: readonly unknown[];
    readonly nodes: readonly { readonly providerKey: string; readonly nativeId: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
};

async function walk(
  { run }: Awaited<ReturnType<typeof createSearchedWorld>>,
  asked: Asked,
  { field, direction, size, isBackward }: Order,
) {
  const startedAt = { from: new Date(RANGE.from).toISOString(), to: new Date(RANGE.to).toISOString() };
  const pages: string[][] = [];
  const totals = new Set<number | null>();
  for (let cursor: string | null = null; ;) {
    const variables: Readonly<Record<string, unknown>> = {
      filter: { ...asked, startedAt },
      orderBy: { field, direction },
      ...(isBackward ? { last: size, before: cursor } : { first: size, after: cursor }),
    };
    const { data, errors }: Answer<Page> = await run<Page>(QUERY, { variables });
    expect(errors, JSON.stringify(variables)).toEqual([]);
    const { nodes, pageInfo, totalCount, problems }: Page['callSessions'] = data.callSessions;
    expect(problems).toEqual([]);
    totals.add(totalCount);
    pages.push(nodes.map(({ providerKey, nativeId }) => `${providerKey} ${nativeId}`));
    const isOver = isBackward ? !pageInfo.hasPreviousPage : !pageInfo.hasNextPage;
    expect(isBackward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage).toBe(pages.length > 1 && cursor !== null);
    if (isOver || pages.length > 100) break;
    cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor;
    expect(cursor!.length).toBeLessThan(120);
  }
  return { ids: (isBackward ? pages.toReversed() : pages).flat(), totals };
}
