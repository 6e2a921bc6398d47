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
    const pages = await Array.fromAsync(listMissedCalls(await listen([createDesk()]), since));
    expect(pages.map(({ missing }) => missing)).toEqual([[], []]);
    const missed = pages.flatMap(({ calls }) => calls);
    expect(missed).toHaveLength(120);
    expect(missed[0]).toEqual({ caller: '+447700901000', at: new Date(clock.now() - 30_000), agents: ['Ada Marsh'] });
  });

  it('still says what was missing when the next page lacks nothing', async () => {
    const away = createMemoryProvider({ key: 'away', now: clock.now, calls: [] });
    away.failWith('unavailable');
    const pages = listMissedCalls(await listen([createDesk(), away]), since);
    const missing = ['Memory away: away fails as told'];
    expect((await pages.next()).value).toMatchObject({ missing });
    away.failWith(null);
    expect((await pages.next()).value).toMatchObject({ missing });
  });

  it('is a script that says at its end what is missing beside the calls that are there', async () => {
    const served = await startServedDemo({ count: 600 });
    try {
      const { server, settings } = served.demo.vendors.callgear;
      server.fault({ fault: { kind: 'status', status: 500 } });
      const run = await runExample('fetch/main.ts', `${served.url}/graphql`, '2026-01-01T00:00:00Z');
      expect(run.code).toBe(3);
      expect(run.stdout.trim().split('\n').length).toBeGreaterThan(100);
      for (const line of run.stdout.trim().split('\n')) expect(line).toMatch(/^2026-\d\d-\d\dT[\d:.]+Z\t/);
      // Many pages lacked it; each thing is said once.
      const said = run.stderr.trim().split('\n');
      for (const line of said) expect(line).toMatch(new RegExp(`^Missing: ${settings.id}: `));
      expect(new Set(said).size).toBe(said.length);
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
