import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DATA_SETS_END, createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoVendor } from '../../../src/demo/demo-vendor.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { startLarkspur } from '../../support/sample-provider/vendor.ts';

type Answer = { readonly data: never; readonly errors?: readonly { readonly message: string }[] };

/** Settings and schema are put together when they are first imported: by then the fifth vendor has to be registered. */
async function importWithLarkspur() {
  vi.resetModules();
  await import('../../support/sample-provider/register.ts');
  const { checkSettings } = await import('../../../src/server/settings-file/read-settings-file.ts');
  const { createProviders } = await import('../../../src/providers/index.ts');
  const { startTrunkline } = await import('../../../src/server/start-trunkline.ts');
  return { checkSettings, createProviders, startTrunkline };
}

describe('a fifth vendor that two lines register', () => {
  const now = () => DATA_SETS_END;
  let vendor: DemoVendor;
  let trunkline: { readonly url: string; close(graceMs: number): Promise<void> };
  let server: Awaited<ReturnType<typeof importWithLarkspur>>;

  beforeAll(async () => {
    server = await importWithLarkspur();
    vendor = await startLarkspur({ source: createDataSet('even', { count: 200 }).sources.callgear, now });
    const value = { server: { port: 0 }, providers: [vendor.settings] };
    const settings = server.checkSettings({ value, problems: [], filled: new Set() }, 'the test');
    const providers = server.createProviders(settings.providers, { log: SILENT_LOG, now });
    trunkline = await server.startTrunkline(settings, { providers, log: SILENT_LOG, now });
  });
  afterAll(async () => {
    await trunkline.close(0);
    await vendor.close();
    // Whoever comes next gets the four vendors of the product.
    vi.resetModules();
  });

  const ask = async (query: string): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${trunkline.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Answer;
  };

  it('is a kind of its own, and says which filters it applies', async () => {
    const { data } = await ask('{ providers { key kind capabilities { pagination filters } } }');
    expect(data).toEqual({
      providers: [
        {
          key: 'front-desk',
          kind: 'LARKSPUR',
          capabilities: {
            pagination: 'TOKEN',
            filters: ['startedAt', 'direction', 'outcome', 'agentIds', 'larkspur'],
          },
        },
      ],
    });
  });

  it('shows its details and its row, and narrows by its own filter', async () => {
    const { data, errors } = await ask(`{
      callSessions(first: 5, filter: { larkspur: { result: ["gave_up"] } }) {
        nodes { nativeId outcome raw details { ... on LarkspurCall { id startedAt result price stars desk } } }
        isComplete
      }
    }`);
    expect(errors).toBeUndefined();
    const { nodes, isComplete } = (data as { callSessions: { nodes: Shown[]; isComplete: boolean } }).callSessions;
    expect(isComplete).toBe(true);
    expect(nodes).toHaveLength(5);
    for (const { nativeId, outcome, raw, details } of nodes) {
      expect(outcome).toBe('ABANDONED');
      expect(raw).toMatchObject({ id: nativeId, result: 'gave_up' });
      const { id, price, stars, desk } = raw;
      expect(details).toMatchObject({ id, price, stars, desk, result: 'gave_up' });
    }
  });

  it('refuses a field that its filter does not have', async () => {
    const { errors } = await ask('{ callSessions(filter: { larkspur: { mood: ["good"] } }) { isComplete } }');
    expect(errors?.[0]?.message).toContain('LarkspurCallFilter');
  });

  it('has its settings checked like any other, by the name of its kind', () => {
    const value = { providers: [{ ...vendor.settings, apiKey: 'short' }] };
    const check = () => server.checkSettings({ value, problems: [], filled: new Set() }, 'the test');
    expect(check).toThrow(/providers\[0\]\.apiKey/);
    const other = { providers: [{ id: 'x', kind: 'lark' }] };
    expect(() => server.checkSettings({ value: other, problems: [], filled: new Set() }, 'the test')).toThrow(
      /larkspur/,
    );
  });
});

type Shown = {
  readonly nativeId: string;
  readonly outcome: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
};
