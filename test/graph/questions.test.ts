import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { keepWhole, keepingIn, openAccountOf, toKeeping } from '../history/kept-world.ts';
import { type QueryRunner, createQueryRunner } from '../support/run-query.ts';

const now = () => DATA_SETS_END;

describe('questions of the graph to the four demo vendors', () => {
  let demo: Demo;
  let providers: readonly Provider[];
  let run: QueryRunner;
  const prepared = new Map<string, number>();
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    demo = await startDemo({ dataSet: 'even', count: 200, now });
    const settings = checkSettings(
      { value: { providers: demo.providers }, problems: [], filled: new Set() },
      'the demo',
    );
    providers = createProviders(settings.providers, { log: SILENT_LOG, now }).map((provider) => ({
      ...provider,
      prepare(...asked) {
        // What a history reads whole for itself is no filter of a client.
        const [{ direction }] = asked;
        if (direction !== undefined) prepared.set(provider.key, (prepared.get(provider.key) ?? 0) + 1);
        return provider.prepare(...asked);
      },
    }));
    run = createQueryRunner(providers, { now });
  });
  afterAll(async () => {
    await Promise.all([...closing.map((close) => close()), ...providers.map((provider) => provider.close())]);
    await demo.close();
  });

  const runWithHistory = async (isKept: boolean): Promise<QueryRunner> => {
    const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
    closing.push(() => store.close());
    const kept = providers.map(async (provider) => {
      const keeping = toKeeping(provider);
      const account = await openAccountOf(store, keeping);
      const range = { from: now() - 6 * DAY_MS, to: now() - 3 * DAY_MS };
      if (isKept) await keepWhole(store, account, keeping, range, now());
      return keepingIn(store, account, keeping, now);
    });
    return createQueryRunner(await Promise.all(kept), { now });
  };

  const requests = () => Object.values(demo.vendors).reduce((sum, { server }) => sum + server.count(), 0);

  it.each([
    ['live', () => Promise.resolve(run)],
    ['with a history of which nothing is kept yet', () => runWithHistory(false)],
    ['with a history of which days in between are kept', () => runWithHistory(true)],
  ])(
    'prepare a filter once for each provider and page, its total and what lies around it included: %s',
    async (_, start) => {
      const runHere = await start();
      prepared.clear();
      const query = `query ($after: String) {
      callSessions(first: 10, after: $after, filter: {
        direction: [INBOUND]
        bitrix24: { callDuration: { gte: 1 } }
        callgear: { or: [{ totalDuration: { gte: 1 } }, { isLost: { eq: true } }] }
        voximplant: { ruleName: "incoming", applicationName: "support" }
        zoomContactCenter: { distribution: "acd" }
      }) {
        edges { cursor node { nativeId agents { displayName } } }
        pageInfo { hasNextPage hasPreviousPage endCursor }
        totalCount
      }
    }`;
      type Page = { readonly callSessions: { readonly pageInfo: { readonly endCursor: string } } };
      let after: string | null = null;
      for (const page of [1, 2, 3]) {
        const { data, errors }: { data: Page; errors: readonly string[] } = await runHere<Page>(query, {
          variables: { after },
        });
        expect(errors).toEqual([]);
        after = data.callSessions.pageInfo.endCursor;
        expect(Object.fromEntries(prepared)).toEqual(Object.fromEntries(providers.map(({ key }) => [key, page])));
      }
    },
  );

  it('prepare a filter once for a page in an order of the vendor, counted from its end', async () => {
    const bitrix24 = demo.vendors.bitrix24.settings.id;
    prepared.clear();
    const { errors } = await run(`{
      provider(key: "${bitrix24}") {
        callSessions(last: 5, orderBy: { field: DURATION, direction: DESC }, filter: { direction: [INBOUND] }) {
          nodes { nativeId }
          totalCount
        }
      }
    }`);
    expect(errors).toEqual([]);
    expect(Object.fromEntries(prepared)).toEqual({ [bitrix24]: 1 });
  });

  it.each([
    [{ bitrix24: { callType: null } }, 'bitrix24.callType: null is no condition'],
    [{ bitrix24: { id: {} } }, 'bitrix24.id: this condition has no operator'],
    [{ bitrix24: { callDuration: { gte: 5, eq: null } } }, 'bitrix24.callDuration.eq: null is nothing to compare with'],
    [{ zoomContactCenter: { userIds: null } }, 'zoomContactCenter.userIds: null is no condition'],
    [{ callgear: { or: [{ talkDuration: {} }] } }, 'callgear.or[0].talkDuration: this condition has no operator'],
    [{ voximplant: { applicationId: null } }, 'voximplant.applicationId: null is no condition'],
  ])('refuse a condition that says nothing, which would let every call pass: %j', async (filter, message) => {
    const before = requests();
    const query = 'query ($filter: CallSessionFilter) { callSessions(first: 1, filter: $filter) { totalCount } }';
    const { errors } = await run(query, { variables: { filter } });
    expect(errors[0]).toContain(`BAD_FILTER ${message}`);
    expect(requests()).toBe(before);
  });

  it('take a variable that is not given for what is left out, in the filter of a vendor too', async () => {
    const query = `query ($least: Int, $type: Bitrix24IntCondition) {
      callSessions(first: 1, filter: { bitrix24: { callDuration: { gte: $least, lte: 60 }, callType: $type } }) { totalCount }
    }`;
    expect((await run(query)).errors).toEqual([]);
    const empty = await run(query, { variables: { least: null } });
    expect(empty.errors[0]).toContain('BAD_FILTER bitrix24.callDuration.gte: null');
  });
});
