import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Provider } from '../../../src/domain/provider.ts';
import { createProviders } from '../../../src/providers/index.ts';
import type { Settings } from '../../../src/server/settings.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { type RenewedServer, keysOf, startRenewedServer } from './renewed-server.ts';

let server: RenewedServer;
afterEach(() => server.close());

const PAGE = '{ callSessions(first: 5, filter: { providers: ["pbx"] }) { nodes { id } isComplete } }';

describe('a server whose settings change while it runs', () => {
  it('ends what is in flight over the providers it began with, and closes those that are gone after it', async () => {
    server = await startRenewedServer(({ providers }) => providers);
    const { demo, renew, ask, closed } = server;
    const { server: pbx } = demo.vendors.voximplant;
    pbx.fault({ fault: { kind: 'latency', ms: 500 } });
    const pages = [1, 2, 3].map(() => ask(PAGE));
    await vi.waitFor(() => expect(pbx.exchanges.length).toBeGreaterThan(0));

    const { ended } = renew(demo.providers.filter(({ id }) => id !== 'pbx'));
    expect(await keysOf(server)).toEqual(['portal', 'tracking', 'desk']);
    expect(closed).toEqual([]);
    for (const { data, errors } of await Promise.all(pages)) {
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ callSessions: { isComplete: true, nodes: { length: 5 } } });
    }
    await ended;
    expect(closed).toEqual(['pbx']);
    expect((await ask(PAGE)).errors).toHaveLength(1);
  });

  it('makes what is new or has other settings, and goes on with the others', async () => {
    const without =
      (...ids: string[]) =>
      (entry: { id?: unknown }) =>
        !ids.includes(String(entry.id));
    server = await startRenewedServer(({ providers }) => providers.filter(without('desk')));
    const { demo, renew, made, closed } = server;
    expect(made.splice(0)).toEqual(['portal', 'tracking', 'pbx']);
    const { ended } = renew(
      demo.providers.map((entry) => (entry['id'] === 'pbx' ? { ...entry, name: 'Exchange' } : entry)),
    );
    await ended;
    expect([made, closed]).toEqual([['pbx', 'desk'], ['pbx']]);
    expect(await keysOf(server)).toEqual(['portal', 'tracking', 'pbx', 'desk']);
    const { data } = await server.ask('{ provider(key: "pbx") { name } }');
    expect(JSON.stringify(data)).toContain('Exchange');
  });

  it('goes by other bounds without making a provider anew', async () => {
    server = await startRenewedServer(({ providers }) => providers);
    const { demo, renew, made, closed, ask } = server;
    expect((await ask('{ callSessions(first: 30) { nodes { id } } }')).errors).toBeUndefined();
    await renew(demo.providers, { timeline: { maxPageSize: 10 } }).ended;
    expect([made.length, closed]).toEqual([4, []]);
    expect(JSON.stringify((await ask('{ callSessions(first: 30) { nodes { id } } }')).errors)).toMatch(/10/);
  });

  it('stays as it is when a provider cannot be made', async () => {
    server = await startRenewedServer(({ providers }) => providers);
    const { demo, renew, ask } = server;
    const broken = () => {
      throw new Error('its key cannot be read');
    };
    const changed = demo.providers.map((entry) => ({ ...entry, deadlineMs: 5000 }));
    expect(() => renew(changed, {}, broken)).toThrow('its key cannot be read');
    expect(await keysOf(server)).toEqual(['portal', 'tracking', 'pbx', 'desk']);
    expect((await ask(PAGE)).errors).toBeUndefined();
  });

  it('goes on after something that it replaced could not be closed, and stops cleanly', async () => {
    server = await startRenewedServer(({ providers }) => providers);
    const { demo, renew, closed } = server;
    const within = (deadlineMs: number) => demo.providers.map((entry) => ({ ...entry, deadlineMs }));
    const createStubborn = (own: Settings['providers']): Provider[] =>
      createProviders(own, { log: SILENT_LOG, now: Date.now }).map((provider) => ({
        ...provider,
        close: () => Promise.reject(new Error('it does not close')),
      }));
    await renew(within(5000), {}, createStubborn).ended;
    await expect(renew(within(6000)).ended).rejects.toThrow('it does not close');
    closed.length = 0;
    await renew(within(7000)).ended;
    expect(closed).toHaveLength(4);
  });

  it('goes on with what a vendor has refused, under other settings and another id', async () => {
    server = await startRenewedServer(({ providers }) => providers);
    const { demo, renew, ask } = server;
    const { server: pbx } = demo.vendors.voximplant;
    pbx.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 300 }, times: 1 });
    const first = await ask(PAGE.replace('isComplete', 'isComplete problems { kind retryAfterSeconds }'));
    expect(first.data).toMatchObject({ callSessions: { problems: [{ kind: 'RATE_LIMITED' }] } });
    pbx.resetCounts();
    const changed = { name: 'Exchange', id: 'exchange', deadlineMs: 5000 };
    await renew(demo.providers.map((entry) => (entry['id'] === 'pbx' ? { ...entry, ...changed } : entry))).ended;
    const { data } = await ask(PAGE.replace('pbx', 'exchange'));
    expect(data).toMatchObject({ callSessions: { nodes: [], isComplete: false } });
    expect(pbx.count()).toBe(0);
  });

  it('goes on with its history: what is kept stays kept, and one sync follows the other', async () => {
    server = await startRenewedServer(({ providers }) => providers, { hasHistory: true });
    const { demo, renew, ask } = server;
    const states = async () => {
      const { data } = await ask('{ providers { key history { state } } }');
      return JSON.stringify(data);
    };
    await vi.waitFor(async () => expect((await states()).match(/CURRENT/g)).toHaveLength(4), 20_000);
    for (const { server: vendor } of Object.values(demo.vendors)) vendor.resetCounts();
    await renew(demo.providers.filter(({ id }) => id !== 'tracking')).ended;
    const count = '{ callSessions(first: 1, filter: { providers: ["pbx"] }) { totalCount isComplete } }';
    expect((await ask(count)).data).toMatchObject({ callSessions: { totalCount: 20, isComplete: true } });
    await vi.waitFor(async () => expect((await states()).match(/CURRENT/g)).toHaveLength(3), 20_000);
    // Closed history is not read a second time: the open days alone are followed again.
    expect(demo.vendors.voximplant.server.count()).toBeLessThan(10);
  });
});
