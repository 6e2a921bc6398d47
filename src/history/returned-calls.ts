import { CallFilterError } from '../domain/call-filter.ts';
import { PLACE_SELECTION } from '../domain/call-selection.ts';
import type { CallSession } from '../domain/call-session.ts';
import { ProviderError, type Slot, sayingAlso } from '../domain/provider-error.ts';
import type { Provider, ReadFirst } from '../domain/provider.ts';
import { isUnanswered } from '../domain/returned-call.ts';
import { type ReadingAge, USUAL_AGE } from '../domain/reading-age.ts';
import { HOUR_MS, type Instant, floorToSecond } from '../time/instant.ts';
import { type TimeRange, intersectRanges, isEmptyRange } from '../time/time-range.ts';
import { type Freshness, freshSpans, oldestOf, stretchesOf } from './freshness.ts';
import type { StoreAccess } from './store-access.ts';
import type { Account } from './store/account.ts';
import { gapsIn } from './sync/gaps.ts';

/** Tells of calls whether somebody has spoken with their customer since, over all providers whose history is kept. */
export type ReturnedCalls = {
  /** Where answered calls are looked for; null while not every one of them can be. */
  accounts(): readonly Account[] | null;
  /**
   * To be asked before: reads the open days where what is kept of them is too old. Throws CallFilterError where closed
   * history is missing from an instant on; gives what else is missing, and how old the oldest of the open days is.
   */
  readFirst(from: Instant, age: ReadingAge, signal: AbortSignal): Promise<ReadFirst>;
  /** Null for calls that nobody has to return. */
  of(calls: readonly CallSession[]): Promise<Slot<boolean>[]>;
};

/** A provider whose answered calls count. */
export type ReturnsMember = {
  /** With its history. */
  readonly provider: () => Provider;
  readonly account: () => Account | null;
  /** Reads open hours for everybody; false where it cannot. */
  readonly follower: {
    follow(range: TimeRange, age: ReadingAge, signal: AbortSignal): Promise<boolean>;
  } | null;
};

export type ReturnedCallsOptions = {
  readonly members: readonly ReturnsMember[];
  readonly access: StoreAccess;
  readonly freshness: Freshness;
  readonly now: () => Instant;
};

/** What is kept of a provider's calls from an instant on. */
type Looked = {
  /** Gaps in closed history. */
  readonly missing: readonly TimeRange[];
  /** Open hours that are to be read again. */
  readonly stale: readonly TimeRange[];
  readonly asOf: Instant;
  /** Since when all of closed history is kept; null where its end is missing. */
  readonly keptFrom: Instant | null;
  /** Whether any of it is kept. */
  readonly isAny: boolean;
};

/** What has just closed is kept as closed within the hour. */
const CLOSING_MS = HOUR_MS;

/** Makes the one question that looks across providers. */
export function createReturnedCalls({ members, access, freshness, now }: ReturnedCallsOptions): ReturnedCalls {
  const accounts = (): readonly Account[] | null => {
    const known = members.flatMap(({ account }) => account() ?? []);
    return known.length === members.length ? known : null;
  };

  /** What is kept of a provider's calls from an instant on, and the gaps in it: closed ones and open ones. */
  const look = async (member: ReturnsMember, account: Account, from: Instant, age: ReadingAge): Promise<Looked> => {
    const at = now();
    const settledThrough = member.provider().settledThrough();
    const closed = floorToSecond(settledThrough - CLOSING_MS);
    const range = { from: floorToSecond(from), to: floorToSecond(at) };
    const coverage = await access.attempt((store) => store.coverage(account, range, ['calls']));
    if (coverage === null) throw unanswerable('the kept history does not answer now. Try again');
    const spansOf = (wanted: ReadingAge): TimeRange[] =>
      stretchesOf(freshSpans(coverage, range, { age: wanted, freshness, now: at, settledThrough }));
    // Closed history does not change for being old; whoever wants it newer wants their calls newer.
    const kept = spansOf(USUAL_AGE);
    const before = { from: range.from, to: Math.max(range.from, Math.min(closed, range.to)) };
    const after = { from: before.to, to: range.to };
    return {
      missing: gapsIn(before, kept),
      stale: gapsIn(after, spansOf(age)),
      asOf: oldestOf(coverage.filter((span) => span.range.to > after.from)),
      keptFrom: kept.find(({ to }) => to >= before.to)?.from ?? null,
      isAny: kept.some((span) => !isEmptyRange(intersectRanges(span, before))),
    };
  };

  const readOpen = async (member: ReturnsMember, gap: TimeRange, age: ReadingAge, signal: AbortSignal) => {
    if ((await member.follower?.follow(gap, age, signal)) === true) return;
    const provider = member.provider();
    const live = provider.at?.({ maxAgeMs: 0 }) ?? provider;
    const query = { range: gap, direction: 'ASC', expect: provider.traits.maxPageSize } as const;
    // What is read anew, whole and unfiltered is kept.
    for await (const page of live.prepare({}, PLACE_SELECTION).list(query, signal))
      if (page.problems?.[0]) throw page.problems[0];
  };

  return {
    accounts,
    async readFirst(from, age, signal) {
      const problems: ProviderError[] = [];
      let asOf = Infinity;
      await Promise.all(
        members.map(async (member) => {
          const { key } = member.provider();
          const account = member.account();
          if (account === null) throw unanswerable(`nothing is kept of ${key} yet. Try again later`);
          const found = await look(member, account, from, age);
          if (found.missing.length > 0) throw unanswerable(sayMissing(key, found));
          asOf = Math.min(asOf, found.asOf);
          if (age.isKeptOnly === true) return;
          try {
            for (const gap of found.stale) await readOpen(member, gap, age, signal);
          } catch (error) {
            if (!(error instanceof ProviderError)) throw error;
            problems.push(toMissing(error, found.stale[0]!));
          }
        }),
      );
      return { problems, asOf };
    },
    async of(calls) {
      const known = accounts();
      const asked = calls.filter(isUnanswered);
      if (known === null || asked.length === 0) return calls.map(() => null);
      const found = await access.attempt((store) => store.findReturned(asked, known));
      const byCall = new Map(
        asked.map((call, index) => [call, found === null ? notTold(call) : (found[index] ?? null)]),
      );
      return calls.map((call) => byCall.get(call) ?? null);
    },
  };
}

const unanswerable = (why: string): CallFilterError =>
  new CallFilterError('UNSUPPORTED_FILTER', `filter.isReturned cannot be answered: ${why}.`);

const notTold = ({ provider }: CallSession): ProviderError =>
  new ProviderError(
    provider,
    'unavailable',
    `The kept history does not answer now, which alone knows which calls of ${provider} were returned.`,
  );

/** What is missing at the end is needed whatever calls are asked for; what is missing before may be left out of a question. */
function sayMissing(key: string, { missing, keptFrom, isAny }: Looked): string {
  const why = `it looks for answered calls at every provider, and`;
  if (keptFrom !== null)
    return `${why} ${key} is kept from ${toText(keptFrom)} on. Ask for calls from then on, or try again later`;
  if (!isAny) return `${why} nothing is kept of ${key} in this range yet. Try again later`;
  const { from, to } = missing.at(-1)!;
  return `${why} the calls of ${key} from ${toText(from)} to ${toText(to)} are not kept yet. Try again later`;
}

const toText = (instant: Instant): string => new Date(instant).toISOString();

function toMissing(error: ProviderError, { from, to }: TimeRange): ProviderError {
  return sayingAlso(error, `Whom it called back from ${toText(from)} to ${toText(to)} is not known.`);
}
