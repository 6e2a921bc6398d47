import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type YogaInitialContext, createYoga } from 'graphql-yoga';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { schema } from '../../src/schema.ts';
import { createContextFactory } from '../../src/server/context.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';
import { runExample } from '../support/run-example.ts';
import { startServedDemo } from '../support/start-served-demo.ts';
import { listMissedCalls } from '../../examples/fetch/list-missed-calls.ts';

const clock = createFakeClock();
const since = new Date(clock.now() - 3 * 3_600_000);

describe('the typed client of the guide', () => {
  let server: Server | null = null;
  afterEach(() => {
    vi.restoreAllMocks();
    server?.closeAllConnections();
    server?.close();
  });

  const listen = async (providers: readonly Provider[]): Promise<string> => {
    const createContext = createContextFactory({
      settings: { server: {}, timeline: { maxPageSize: 1000, defaultPageSize: 50 } },
      providers: new Map(providers.map((provider) => [provider.key, provider])),
      now: clock.now,
    });
    const context = ({ request }: YogaInitialContext) => createContext({ request, caller: ANYBODY });
    const yoga = createYoga({ schema, context, logging: false });
    server = createServer((request, response) => void yoga(request, response));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  };

  const createDesk = () =>
    createMemoryProvider({
      key: 'desk',
      now: clock.now,
      calls: Array.from({ length: 240 }, (_, index) =>
        makeCall({
          provider: 'desk',
          nativeId: `c${index}`,
          startedAt: clock.now() - (index + 1) * 30_000,
          outcome: index % 2 === 0 ? 'MISSED' : 'ANSWERED',
          customer: { number: `0770090${String(1000 + index)}`, displayName: null, defaultCountry: 'GB' },
          agents: [{ provider: 'desk', nativeId: 'ada', displayName: 'Ada Marsh' }],
        }),
      ),
    });

  it('lists every call that was missed, over all pages', async () => {
    const missed = await Array.fromAsync(listMissedCalls(await listen([createDesk()]), since));
    expect(missed).toHaveLength(120);
    expect(missed[0]).toEqual({ caller: '+447700901000', at: new Date(clock.now() - 30_000), agents: ['Ada Marsh'] });
  });

  it('says which phone system is missing', async () => {
    const desk = createDesk();
    desk.failWith('unavailable');
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    expect(await Array.fromAsync(listMissedCalls(await listen([desk]), since))).toEqual([]);
    expect(warn).toHaveBeenCalledWith('Memory desk is missing: desk fails as told');
  });

  it('is a script that says what is missing beside the calls that are there', async () => {
    const served = await startServedDemo({ count: 600 });
    try {
      const { server, settings } = served.demo.vendors.callgear;
      server.fault({ fault: { kind: 'status', status: 500 } });
      const run = await runExample('fetch/main.ts', `${served.url}/graphql`, '2026-01-01T00:00:00Z');
      expect(run.code).toBe(0);
      expect(run.stdout.trim().split('\n').length).toBeGreaterThan(100);
      for (const line of run.stdout.trim().split('\n')) expect(line).toMatch(/^2026-\d\d-\d\dT[\d:.]+Z\t/);
      // On every page.
      expect(run.stderr.match(new RegExp(`^${settings.id}.* is missing: `, 'gm'))?.length).toBeGreaterThan(1);
    } finally {
      await served.close();
    }
  });

  it('is printed in the guide as it is compiled here', () => {
    const guide = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
    const printed = /```ts\n(import [\s\S]*?)```/.exec(guide)?.[1];
    const compiled = readFileSync(new URL('../../examples/fetch/list-missed-calls.ts', import.meta.url), 'utf8');
    expect(printed).toBe(compiled);
  });
});
