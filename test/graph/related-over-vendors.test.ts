import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA_SETS_END, createDataSet } from '../../src/demo/data-sets.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { nativeIdOf } from '../../src/demo/native-ids.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { createQueryRunner } from '../support/run-query.ts';

const now = () => DATA_SETS_END;
/** Requests are counted here, not seconds. */
const PLANS: Readonly<Record<string, object>> = {
  bitrix24: { plan: 'on-premise' },
  'zoom-contact-center': { plan: 'business' },
};

type Row = {
  readonly providerKey: string;
  readonly nativeId: string;
  readonly related: readonly {
    readonly via: string;
    readonly session: { readonly providerKey: string; readonly nativeId: string };
  }[];
};

const query = (via: string) => `query ($providers: [ID!]) {
  callSessions(first: 100, filter: { providers: $providers }) {
    nodes { providerKey nativeId related(via: ${via}) { via session { providerKey nativeId } } }
  }
}`;
const BY_IDS = '[SHARED_SESSION_ID, SHARED_EXTERNAL_ID]';
const BY_ALL = '[SHARED_SESSION_ID, SHARED_EXTERNAL_ID, SAME_NUMBER_AND_TIME]';

/** The demo's vendors write some calls down twice: the truth is the data set they were started over. */
describe('related calls over the four demo vendors', () => {
  let demo: Demo;
  const open: Provider[] = [];
  beforeAll(async () => {
    demo = await startDemo({ dataSet: 'even', now });
  });
  afterAll(async () => {
    await Promise.all(open.map((provider) => provider.close()));
    await demo.close();
  });

  const vendors = () => Object.values(demo.vendors);
  const keyOf = (kind: keyof Demo['vendors']) => demo.vendors[kind].settings.id;

  /** A page of a process that has just started, and what it cost each vendor. */
  const readPage = async (via: string, providers: readonly string[] | null) => {
    const settings = checkSettings(
      {
        value: { providers: demo.providers.map((each) => ({ ...each, ...PLANS[String(each['kind'])] })) },
        problems: [],
        filled: new Set(),
      },
      'the demo',
    );
    const created = createProviders(settings.providers, { log: SILENT_LOG, now });
    open.push(...created);
    const run = createQueryRunner(created, { now });
    const before = vendors().map(({ server }) => server.count());
    const { data, errors } = await run<{ callSessions: { nodes: readonly Row[] } }, object>(query(via), {
      variables: { providers },
    });
    expect(errors).toEqual([]);
    const requests = vendors().map(({ server }, index) => server.count() - before[index]!);
    return {
      rows: data.callSessions.nodes,
      requests: Object.fromEntries(vendors().map(({ settings: { id } }, index) => [id, requests[index]!])),
    };
  };

  const twins = (): ReadonlyMap<string, readonly [other: string, via: string]> => {
    const { bitrix24 } = createDataSet('even', { endsAt: DATA_SETS_END }).sources;
    const calls = Array.from({ length: bitrix24.count }, (_, index) => bitrix24.at(index));
    return new Map(
      calls.flatMap(({ index, twin }) => {
        if (!twin) return [];
        const own = `${keyOf('bitrix24')} ${nativeIdOf('bitrix24', index)}`;
        const other = `${keyOf(twin.kind)} ${nativeIdOf(twin.kind, twin.index)}`;
        const via = twin.kind === 'voximplant' ? 'SHARED_SESSION_ID' : 'SHARED_EXTERNAL_ID';
        return [[own, [other, via]] as const, [other, [own, via]] as const];
      }),
    );
  };

  it.each([[null], ['portal'], ['pbx'], ['tracking'], ['desk']])(
    'are every call that was written down twice, and no other (a page of %s)',
    async (key) => {
      const { rows } = await readPage(BY_IDS, key === null ? null : [key]);
      expect(rows).toHaveLength(100);
      const truth = twins();
      const found = rows.map(({ providerKey, nativeId, related }) => [
        `${providerKey} ${nativeId}`,
        related.map(({ via, session }) => [`${session.providerKey} ${session.nativeId}`, via]),
      ]);
      const expected = rows.map(({ providerKey, nativeId }) => {
        const twin = truth.get(`${providerKey} ${nativeId}`);
        return [`${providerKey} ${nativeId}`, twin ? [twin] : []];
      });
      expect(found).toEqual(expected);
      if (key !== 'desk') expect(rows.filter(({ related }) => related.length > 0).length).toBeGreaterThan(5);
    },
  );

  it.each([[null], ['portal'], ['pbx'], ['tracking'], ['desk']])(
    'cost two more requests at most at each provider, number and time included (a page of %s)',
    async (key) => {
      const providers = key === null ? null : [key];
      const { requests: plain } = await readPage('[]', providers);
      const { requests, rows } = await readPage(BY_ALL, providers);
      for (const [id, count] of Object.entries(requests)) expect(count - plain[id]!, id).toBeLessThanOrEqual(2);
      const truth = twins();
      const twinned = rows.filter(({ providerKey, nativeId }) => truth.has(`${providerKey} ${nativeId}`));
      expect(twinned.every(({ related }) => related.length > 0)).toBe(true);
    },
  );
});
