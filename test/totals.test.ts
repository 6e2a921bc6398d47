import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS } from '../src/demo/call-source.ts';
import { type Demo, startDemo } from '../src/demo/index.ts';
import { DAY_MS } from '../src/time/instant.ts';
import { type Provider } from '../src/domain/provider.ts';
import { createProviders } from '../src/providers/index.ts';
import { checkSettings } from '../src/server/settings-file/read-settings-file.ts';
import { SILENT_LOG } from '../src/transport/log.ts';
import { createFakeClock } from './support/fake-clock.ts';
import { type QueryRunner, createQueryRunner } from './support/run-query.ts';

const NOW = Date.UTC(2026, 3, 30, 12);
const FROM = NOW - 100 * DAY_MS;

type Page = {
  readonly callSessions: {
    readonly totalCount?: number | null;
    readonly isComplete: boolean;
    readonly pageInfo: { readonly endCursor: string };
  };
};

const pageOf = (selection: string) => `query Page($after: String, $filter: CallSessionFilter) {
  callSessions(first: 20, after: $after, filter: $filter) { nodes { id } pageInfo { endCursor } isComplete ${selection} }
}`;
const PAGE = pageOf('totalCount');

/** What a total costs the vendors, on real sockets: their months are short, and a year of them is many requests. */
describe('totals', () => {
  const clock = createFakeClock(NOW);
  let demo: Demo;
  const providers: Provider[] = [];
  let run: QueryRunner;

  beforeAll(async () => {
    demo = await startDemo({ dataSet: 'even', count: 80, now: clock.now });
  });
  afterAll(() => demo.close());
  afterEach(async () => {
    for (const kind of DEMO_KINDS) demo.vendors[kind].server.clearFaults();
    await Promise.all(providers.splice(0).map((provider) => provider.close()));
  });

  /** A process that has just started and knows nothing. */
  const restart = (): void => {
    clock.set(NOW);
    const plan = (kind: unknown) => (kind === 'zoom-contact-center' ? { plan: 'business' } : {});
    const asWritten = demo.providers.map((settings) => ({ ...settings, ...plan(settings['kind']) }));
    const settings = checkSettings({ value: { providers: asWritten }, problems: [], filled: new Set() }, 'the demo');
    const started = createProviders(settings.providers, { log: SILENT_LOG, now: clock.now });
    providers.push(...started);
    run = createQueryRunner(started, { now: clock.now });
  };

  /** A page, and the requests each vendor had for it. */
  const ask = async (query: string, variables: { readonly after?: string; readonly filter?: object } = {}) => {
    const filter = { startedAt: { from: new Date(FROM).toISOString() }, ...variables.filter };
    for (const kind of DEMO_KINDS) demo.vendors[kind].server.resetCounts();
    const { data, errors } = await run<Page>(query, { variables: { ...variables, filter } });
    expect(errors).toEqual([]);
    const { totalCount = null, isComplete, pageInfo } = data.callSessions;
    const requests = Object.fromEntries(DEMO_KINDS.map((kind) => [kind, demo.vendors[kind].server.count()]));
    return { totalCount, isComplete, after: pageInfo.endCursor, requests };
  };

  const truth = (from = FROM): number =>
    DEMO_KINDS.flatMap((kind) => demo.vendors[kind].truth()).filter(({ startedAt }) => startedAt >= from).length;
  const NOTHING = { bitrix24: 0, callgear: 0, voximplant: 0, 'zoom-contact-center': 0 };

  it('cost nothing where nobody selects them', async () => {
    restart();
    const counted = await ask(PAGE);
    restart();
    const { requests } = await ask(pageOf(''));
    for (const kind of DEMO_KINDS) expect(requests[kind]).toBeLessThan(counted.requests[kind] ?? 0);
  });

  it('are asked with the first page of a walk, and cost its other pages nothing', async () => {
    restart();
    const first = await ask(PAGE);
    expect(first.totalCount).toBe(truth());
    for (let page = 2, { after } = first; page < 5; page += 1) {
      clock.advance(1000);
      const next = await ask(PAGE, { after });
      expect(next).toMatchObject({ totalCount: truth(), requests: NOTHING });
      after = next.after;
    }
  });

  it('are asked anew for their young end, and closed months are not counted again', async () => {
    restart();
    const { after, requests } = await ask(PAGE);
    expect(requests['zoom-contact-center']).toBeGreaterThanOrEqual(5);
    clock.advance(6000);
    const later = await ask(PAGE, { after });
    expect(later).toMatchObject({ totalCount: truth(), requests: { bitrix24: 1, 'zoom-contact-center': 1 } });
  });

  it('belong to one filter and one range', async () => {
    restart();
    const all = await ask(PAGE);
    const from = NOW - 50 * DAY_MS;
    const half = await ask(PAGE, { filter: { startedAt: { from: new Date(from).toISOString() } } });
    expect(half.totalCount).toBe(truth(from));
    const inbound = await ask(PAGE, { filter: { providers: ['tracking'], direction: ['INBOUND'] } });
    const outbound = await ask(PAGE, { filter: { providers: ['tracking'], direction: ['OUTBOUND', 'INTERNAL'] } });
    const tracked = await ask(PAGE, { filter: { providers: ['tracking'] } });
    expect((inbound.totalCount ?? 0) + (outbound.totalCount ?? 0)).toBe(tracked.totalCount);
    expect([inbound.totalCount, outbound.totalCount]).not.toContain(0);
    expect(tracked.totalCount).toBeLessThan(all.totalCount ?? 0);
    expect(inbound.requests).not.toMatchObject(NOTHING);
  });

  it('are null while a provider is missing, and there again when it is', async () => {
    restart();
    demo.vendors.callgear.server.fault({ fault: { kind: 'forbidden' } });
    expect(await ask(PAGE)).toMatchObject({ totalCount: null, isComplete: false });
    demo.vendors.callgear.server.clearFaults();
    expect(await ask(PAGE)).toMatchObject({ totalCount: truth(), isComplete: true });
  });

  it('are null for a range of so many months that no vendor should count it', async () => {
    restart();
    const filter = { startedAt: { from: new Date(NOW - 3000 * DAY_MS).toISOString() }, providers: ['desk'] };
    const { requests: plain } = await ask(pageOf(''), { filter });
    restart();
    const { totalCount, requests } = await ask(PAGE, { filter });
    expect(totalCount).toBeNull();
    expect(requests['zoom-contact-center']).toBeLessThanOrEqual((plain['zoom-contact-center'] ?? 0) + 1);
  });
});
