import { beforeEach, describe, expect, it } from 'vitest';
import type { CallSession } from '../../src/domain/call-session.ts';
import type { Follower } from '../../src/history/history-scope.ts';
import { withReadTimes } from '../../src/history/with-read-times.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../src/time/instant.ts';
import type { MemoryProvider } from '../support/memory-provider.ts';
import { createQueryRunner } from '../support/run-query.ts';
import { NOW, SETTLED, SINCE, callAt, keeping, now, startKept } from './kept-figures.ts';

const iso = (instant: Instant): string => new Date(instant).toISOString();
const party = (number: string) => ({ number, displayName: null, defaultCountry: 'GB' });
const mention = (nativeId: string, displayName?: string) => ({
  provider: 'north',
  nativeId,
  ...(displayName !== undefined && { displayName }),
});

type Stats = {
  readonly callStats: {
    readonly buckets: readonly (Readonly<Record<string, unknown>> & { readonly figures: { readonly calls: number } })[];
    readonly totals: Readonly<Record<string, unknown>>;
    readonly isComplete: boolean;
    readonly asOf: string;
    readonly problems: readonly { readonly kind: string; readonly message: string }[];
  };
};

const live = (vendor: MemoryProvider) => createQueryRunner([withReadTimes(vendor, now)], { now });

const settled = (from = SINCE, to = SETTLED): string =>
  `filter: { startedAt: { from: "${iso(from)}", to: "${iso(to)}" } }`;
const CALLS = 'figures { calls }';
const ask = (args: string, bucket: string, rest = 'isComplete asOf problems { kind message }'): string =>
  `{ callStats(${args}) { buckets { ${bucket} } totals { calls answered unanswered cost { amount currency } rating { known total average min max } } ${rest} } }`;

describe('callStats', () => {
  const day = Date.UTC(2026, 3, 1);
  const calls = [
    callAt('a', day + HOUR_MS, {
      agents: [mention('ada'), mention('ben')],
      line: party('02079460000'),
      rating: 4,
      cost: { amount: '0.10', currency: 'EUR' },
    }),
    callAt('b', day + 2 * HOUR_MS, {
      agents: [mention('ada', 'Ada')],
      line: party('+44 20 7946 0000'),
      outcome: 'MISSED',
      cost: { amount: '0.205', currency: 'EUR' },
    }),
    callAt('c', day + 3 * HOUR_MS, {
      direction: 'OUTBOUND',
      outcome: 'BUSY',
      line: party('+442079460001'),
      cost: { amount: '7', currency: null },
    }),
    callAt('d', day + 2 * DAY_MS, {
      agents: [mention('ben')],
      cost: { amount: '123456789012345678.9', currency: 'USD' },
    }),
    callAt('e', day + 2 * DAY_MS + 1000, { cost: { amount: '0.1', currency: 'USD' } }),
  ];
  let kept: Awaited<ReturnType<typeof startKept>>;
  beforeEach(async () => {
    kept = await startKept(calls);
  });
  const both = async (query: string): Promise<Stats['callStats']> => {
    const [one, other] = [await kept.run<Stats>(query), await live(kept.vendor)<Stats>(query)];
    expect([one.errors, other.errors]).toEqual([[], []]);
    const { asOf: _asOf, ...figures } = one.data.callStats;
    expect(other.data.callStats).toMatchObject(figures);
    return one.data.callStats;
  };

  it('counts a call with two agents for each of them, once in the totals, and one without where there is none', async () => {
    const { buckets, totals } = await both(ask(`by: [AGENT], ${settled()}`, `agent { nativeId displayName } ${CALLS}`));
    expect(buckets).toEqual([
      { agent: { nativeId: 'ada', displayName: 'Ada' }, figures: { calls: 2 } },
      { agent: { nativeId: 'ben', displayName: null }, figures: { calls: 2 } },
      { agent: null, figures: { calls: 2 } },
    ]);
    expect(totals).toMatchObject({ calls: 5 });
  });

  it('takes the spellings of a line for one, as its newest call has it', async () => {
    const { buckets } = await both(ask(`by: [LINE], ${settled()}`, `line { number } ${CALLS}`));
    expect(buckets).toEqual([
      { line: { number: '+44 20 7946 0000' }, figures: { calls: 2 } },
      { line: null, figures: { calls: 2 } },
      { line: { number: '+442079460001' }, figures: { calls: 1 } },
    ]);
  });

  it('takes a text that is too long for a number for no line, as `lines` does', async () => {
    const one = [callAt('long', day + HOUR_MS, { line: party('1'.repeat(201)) }), callAt('none', day + 2 * HOUR_MS)];
    const { run } = await startKept(one);
    const { data } = await run<Stats>(ask(`by: [LINE], ${settled()}`, `line { number } ${CALLS}`));
    expect(data.callStats.buckets).toEqual([{ line: null, figures: { calls: 2 } }]);
  });

  it('adds money up exactly, by currency, and says of how many calls a number is known', async () => {
    const { totals } = await both(ask(settled(), CALLS));
    expect(totals).toEqual({
      calls: 5,
      answered: 3,
      unanswered: 1,
      cost: [
        { amount: '7', currency: null },
        { amount: '0.305', currency: 'EUR' },
        { amount: '123456789012345679.0', currency: 'USD' },
      ],
      rating: { known: 1, total: 4, average: 4, min: 4, max: 4 },
    });
  });

  it('has empty buckets where `every` stands alone or with PROVIDER, whole ones at both ends, and none otherwise', async () => {
    const range = settled(day + HOUR_MS, day + 2 * DAY_MS + HOUR_MS);
    const whole = (from: number) => ({ from: iso(day + from * DAY_MS), to: iso(day + (from + 1) * DAY_MS) });
    const counted = [3, 0, 2].map((count, index) => ({ ...whole(index), figures: { calls: count } }));
    const alone = await both(ask(`every: DAY, ${range}`, `from to ${CALLS}`));
    expect(alone.buckets).toEqual(counted);
    const byProvider = await both(ask(`every: DAY, by: [PROVIDER], ${range}`, `from to provider { key } ${CALLS}`));
    expect(byProvider.buckets).toEqual(counted.map((each) => ({ ...each, provider: { key: 'north' } })));
    const byOutcome = await both(ask(`every: DAY, by: [OUTCOME], ${range}`, `from outcome ${CALLS}`));
    expect(byOutcome.buckets.map(({ from, outcome }) => [from, outcome])).toEqual([
      [iso(day), 'ANSWERED'],
      [iso(day), 'MISSED'],
      [iso(day), 'BUSY'],
      [iso(day + 2 * DAY_MS), 'ANSWERED'],
    ]);
  });

  it('refuses more than 2,000 buckets, and says how many there would be', async () => {
    const { errors } = await kept.run(
      ask('every: HOUR, filter: { startedAt: { from: "2025-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } }', CALLS),
    );
    expect(errors).toEqual([
      expect.stringMatching(/^callStats: TOO_MANY_BUCKETS There would be 8760 buckets; 2000 are allowed\./),
    ]);
    const years = await kept.run(
      ask('every: HOUR, filter: { startedAt: { from: "2016-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } }', CALLS),
    );
    expect(years.errors).toEqual([expect.stringMatching(/TOO_MANY_BUCKETS There would be 87672 buckets/)]);
    const ages = await kept.run(
      ask('every: HOUR, filter: { startedAt: { from: "1000-01-01T00:00:00Z", to: "9000-01-01T00:00:00Z" } }', CALLS),
    );
    expect(ages.errors).toEqual([expect.stringMatching(/TOO_MANY_BUCKETS There would be at least \d+ buckets/)]);
  });

  it('asks nobody for what is kept, and says when the oldest of it was read', async () => {
    const { data } = await kept.run<Stats>(ask(settled(), CALLS));
    expect(data.callStats).toMatchObject({ isComplete: true, asOf: iso(NOW - HOUR_MS) });
    expect(kept.vendor.requests.total).toBe(0);
  });

  it('reads what is not kept, and with maxAgeSeconds: 0 everything', async () => {
    const open = callAt('new', NOW - 3 * HOUR_MS);
    kept.vendor.addCalls([open]);
    const { data } = await kept.run<Stats>(ask('by: []', CALLS));
    expect(data.callStats).toMatchObject({ isComplete: true, totals: { calls: 6 } });
    expect(kept.vendor.queries.map(({ range }) => range.from)).toEqual([SETTLED]);
    const anew = await kept.run<Stats>(ask(`maxAgeSeconds: 0, ${settled()}`, CALLS));
    expect(anew.data.callStats).toMatchObject({ asOf: iso(NOW), totals: { calls: 5 } });
    expect(kept.vendor.queries.at(-1)!.range).toMatchObject({ from: SINCE, to: SETTLED });
  });

  it('names what it leaves out where reading it would take more than a page, with the time from which all is kept', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => callAt(`old-${index}`, SINCE + index * 60 * SECOND_MS));
    const later = await startKept([...many, ...calls], { from: day, to: SETTLED });
    const query = ask(settled(), CALLS);
    const { data } = await later.run<Stats>(query);
    const { isComplete, problems, totals } = data.callStats;
    expect(isComplete).toBe(false);
    expect(totals).toMatchObject({ calls: 5 });
    expect(problems).toEqual([
      { kind: 'UNAVAILABLE', message: expect.stringContaining(`which is kept from ${iso(day)} on`) as string },
    ]);
    const strict = await later.run(query.replace('callStats(', 'callStats(requireComplete: true, '));
    expect(strict.errors).toEqual([expect.stringContaining('PROVIDER_PROBLEM')]);
    const off = await live(later.vendor)<Stats>(query);
    expect(off.data.callStats.problems).toEqual([
      { kind: 'UNSUPPORTED', message: expect.stringContaining('Ask for a shorter range') as string },
    ]);
  });

  it('asks nobody at all for only-if-cached, and names what is not kept', async () => {
    const { data } = await kept.run<Stats>(ask('by: []', CALLS), { headers: { 'cache-control': 'only-if-cached' } });
    expect(data.callStats).toMatchObject({ isComplete: false, totals: { calls: 5 } });
    expect(data.callStats.problems[0]!.message).toContain(`from ${iso(SETTLED)}`);
    expect(kept.vendor.requests.total).toBe(0);
  });

  it('counts a day anew once a reading has changed one of its calls, moved it, or found it gone', async () => {
    const query = ask(`every: DAY, by: [OUTCOME], ${settled(day, day + 4 * DAY_MS)}`, `from outcome ${CALLS}`);
    const counts = async () =>
      (await kept.run<Stats>(query)).data.callStats.buckets.map(({ outcome, figures }) => [outcome, figures.calls]);
    expect(await counts()).toEqual([
      ['ANSWERED', 1],
      ['MISSED', 1],
      ['BUSY', 1],
      ['ANSWERED', 2],
    ]);
    expect(await counts()).toEqual([
      ['ANSWERED', 1],
      ['MISSED', 1],
      ['BUSY', 1],
      ['ANSWERED', 2],
    ]);
    const [a, b, c, d] = calls as [CallSession, CallSession, CallSession, CallSession];
    // `a` is another day's now, `b` was answered after all, `e` is gone.
    await kept.keep([{ ...a, startedAt: day + DAY_MS }, { ...b, outcome: 'ANSWERED' }, c, d], NOW - 60_000);
    expect(await counts()).toEqual([
      ['ANSWERED', 1],
      ['BUSY', 1],
      ['ANSWERED', 1],
      ['ANSWERED', 1],
    ]);
    await kept.store.expire(kept.account, day + DAY_MS);
    const { data } = await kept.run<Stats>(ask(`${settled(day + DAY_MS, day + 4 * DAY_MS)}`, CALLS));
    expect(data.callStats.totals).toMatchObject({ calls: 2 });
  });

  it('leaves out a vendor that does not answer, and keeps what is kept', async () => {
    kept.vendor.failWith('unavailable');
    const { data } = await kept.run<Stats>(ask('by: []', CALLS));
    expect(data.callStats).toMatchObject({ isComplete: false, totals: { calls: 5 } });
    expect(data.callStats.problems[0]!.message).toContain(`from ${iso(SETTLED)}`);
  });

  it('waits for the one reading of open hours that pages wait for, and says which gap is to be read next', async () => {
    const open = callAt('new', NOW - 3 * HOUR_MS);
    // Read long ago, all but its last hour.
    await kept.keep([], NOW - 2 * HOUR_MS, { from: SETTLED, to: NOW });
    const wanted: object[] = [];
    const followed: object[] = [];
    const follower: Follower = {
      async follow(range) {
        followed.push(range);
        await kept.keep([open], NOW, { from: SETTLED, to: NOW + SECOND_MS });
        return true;
      },
      readNext: (range) => void wanted.push(range),
      settledThrough: () => SETTLED,
    };
    const run = createQueryRunner([keeping(kept.vendor, kept.store, kept.account, { follower })], { now });
    const before = iso(SINCE - 30 * DAY_MS);
    const { data } = await run<Stats>(ask(`filter: { startedAt: { from: "${before}" } }`, CALLS));
    expect(data.callStats.totals).toMatchObject({ calls: 6 });
    expect(followed).toHaveLength(1);
    expect(wanted[0]).toEqual({ from: SINCE - 30 * DAY_MS, to: SINCE });
    expect(kept.vendor.queries.map(({ range }) => range)).toEqual([{ from: SINCE - 30 * DAY_MS, to: SINCE }]);
  });

  it('refuses a time zone that nobody knows', async () => {
    const { errors } = await kept.run('query ($zone: TimeZone!) { callStats(timeZone: $zone) { asOf } }', {
      variables: { zone: 'Mars/Olympus' },
    });
    expect(errors[0]).toContain('TimeZone cannot represent "Mars/Olympus"');
  });
});
