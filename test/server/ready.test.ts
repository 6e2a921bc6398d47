import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { type Trunkline, startTrunkline } from '../../src/server/start-trunkline.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { passTime } from '../support/pass-time.ts';

const clock = createFakeClock();
let demo: Demo;
let trunkline: Trunkline;
beforeAll(async () => {
  demo = await startDemo({ count: 20, now: clock.now });
  const value = { server: { port: 0 }, providers: demo.providers };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the test');
  const tools = { log: SILENT_LOG, now: clock.now };
  trunkline = await startTrunkline(settings, { providers: createProviders(settings.providers, tools), ...tools });
});
afterAll(async () => {
  await trunkline.close(0);
  await demo.close();
});

const readiness = async () => {
  const response = await fetch(`${trunkline.url}/ready`);
  const { providers } = (await response.json()) as { providers: { state: string }[] };
  return [response.status, ...new Set(providers.map(({ state }) => state))];
};
const ask = (query: string) => fetch(`${trunkline.url}/graphql?query=${encodeURIComponent(query)}`);
const FIRST = '{ callSessions(first: 1) { nodes { id } } }';

it('is ready again some seconds after all providers were down, so that somebody asks them', async () => {
  expect(await readiness()).toEqual([200, 'UP']);
  const servers = Object.values(demo.vendors).map(({ server }) => server);
  for (const server of servers) server.fault({ fault: { kind: 'refused' } });
  await ask(FIRST);
  expect(await readiness()).toEqual([503, 'DOWN']);

  passTime(10_000);
  expect(await readiness()).toEqual([200, 'DEGRADED']);
  await ask(FIRST);
  expect(await readiness()).toEqual([503, 'DOWN']);

  passTime(10_000);
  for (const server of servers) server.clearFaults();
  await ask(FIRST);
  expect(await readiness()).toEqual([200, 'UP']);
});
