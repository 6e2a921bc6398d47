import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_KINDS } from '../../src/demo/call-source.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { type Provider, type ProviderCheck } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkProviders } from '../../src/cli/check-providers.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import type { Exchange } from '../../src/transport/http.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { untilAborted } from '../../src/time/until-aborted.ts';
import { currentUpstreamTrace } from '../../src/transport/upstream-trace.ts';

const now = () => DATA_SETS_END;
let demo: Demo;
const started: Provider[] = [];
let providers: Provider[] = [];

/** Providers over the demo that remember nothing yet. */
function createFresh(asWritten: Demo['providers'] = demo.providers): Provider[] {
  const value = { providers: asWritten };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
  const created = createProviders(settings.providers, { log: SILENT_LOG, now });
  started.push(...created);
  return created;
}

/** Of a provider only what a check asks for. */
const createChecked = (key: string, check: Provider['check']): Provider =>
  ({ key, kind: 'callgear', deadlineMs: 60_000, check }) as Partial<Provider> as Provider;

beforeAll(async () => {
  demo = await startDemo({ now, count: 60 });
  providers = createFresh();
});
afterAll(async () => {
  await Promise.all(started.map((provider) => provider.close()));
  await demo.close();
});

describe('the demo', () => {
  it('is four phone systems that its settings reach', () => {
    expect(providers.map(({ key, kind }) => [key, kind])).toEqual([
      ['portal', 'bitrix24'],
      ['tracking', 'callgear'],
      ['pbx', 'voximplant'],
      ['desk', 'zoom-contact-center'],
    ]);
    expect(Object.keys(demo.vendors).sort()).toEqual([...DEMO_KINDS]);
  });

  it('is reached by another program beside its own server, neither ending the tokens of the other', async () => {
    const written = Object.values(demo.vendors).map(({ settings }) => settings);
    const elsewhere = createFresh(written);
    const tokens = demo.vendors['zoom-contact-center'].secrets.length;
    for (let round = 0; round < 3; round += 1) {
      const checked = [...(await checkProviders(elsewhere)), ...(await checkProviders(providers))];
      expect(checked.filter(({ isOk }) => !isOk)).toEqual([]);
    }
    expect(demo.vendors['zoom-contact-center'].secrets.length - tokens).toBeLessThanOrEqual(2);
  });

  it('has calls up to now', () => {
    for (const vendor of Object.values(demo.vendors)) {
      expect(vendor.truth().length).toBeGreaterThan(0);
      expect(vendor.truth().every(({ startedAt }) => startedAt <= DATA_SETS_END)).toBe(true);
    }
  });
});

describe('a check', () => {
  it('reaches every provider and says what it may see', async () => {
    const checked = await checkProviders(providers);
    expect(checked.map(({ isOk, lines }) => [isOk, lines[0]?.slice(0, 36)])).toEqual([
      [true, 'ok    portal    bitrix24            '],
      [true, 'ok    tracking  callgear            '],
      [true, 'ok    pbx       voximplant          '],
      [true, 'ok    desk      zoom-contact-center '],
    ]);
    for (const { lines } of checked) expect(lines[0]).toMatch(/ \d+ ms {2}\S/);
  });

  it('tells of each provider as soon as it is known, while another still keeps it waiting', async () => {
    const slow = Promise.withResolvers<ProviderCheck>();
    const told = Promise.withResolvers<string>();
    const two = [
      createChecked('slow', () => slow.promise),
      createChecked('quick', async () => ({ summary: 'seen', warnings: [] })),
    ];
    const checked = checkProviders(two, ({ lines }) => told.resolve(lines.join('\n')));
    expect(await told.promise).toMatch(/^ok {4}quick {2}callgear .* seen$/);
    slow.resolve({ summary: 'seen late', warnings: [] });
    expect((await checked).map(({ lines }) => lines[0]?.slice(6, 11).trim())).toEqual(['slow', 'quick']);
  });

  it('says what was asked last when no answer came in time', async () => {
    const exchange: Exchange = {
      provider: 'tracking',
      operation: 'get.account',
      purpose: 'read',
      startedAt: now(),
      commands: 1,
      waitedMs: 0,
      ms: 0,
      status: null,
      rows: null,
      retries: 0,
    };
    const silent = createChecked('tracking', (signal) => {
      currentUpstreamTrace()?.exchanges.push(exchange);
      return untilAborted(new Promise(() => {}), signal);
    });
    const [checked] = await checkProviders([{ ...silent, deadlineMs: 1 }]);
    expect(checked?.lines[0]).toMatch(/^FAIL {2}tracking .* callgear gave no answer to get\.account within 1 ms$/);
    expect(checked?.lines[1]).toMatch(/timed-out: the vendor did not answer in time/);
  });

  it.each(DEMO_KINDS)('says in words what %s refuses, and what to do, without its secrets', async (kind) => {
    const vendor = demo.vendors[kind];
    vendor.server.fault({ fault: { kind: 'refused' } });
    const checked = await checkProviders(providers);
    vendor.server.clearFaults();
    const failed = checked.filter(({ isOk }) => !isOk);
    expect(failed).toHaveLength(1);
    const said = failed[0]?.lines.join('\n') ?? '';
    expect(said).toMatch(/^FAIL {2}/);
    expect(said).toContain(kind);
    expect(said).toMatch(/unauthorized: the vendor does not know this key/);
    for (const secret of vendor.secrets) expect(said).not.toContain(secret);
  });
  it.each(DEMO_KINDS)('says how long %s asks to wait, and does not call it late', async (kind) => {
    const vendor = demo.vendors[kind];
    vendor.server.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 30 } });
    const checked = await checkProviders(createFresh());
    vendor.server.clearFaults();
    const [failed, ...others] = checked.filter(({ isOk }) => !isOk);
    expect(others).toEqual([]);
    expect(failed?.lines[0]).toContain(kind);
    expect(failed?.lines[1]).toMatch(/rate-limited: .*: wait (29|30) seconds,/);
  });
});
