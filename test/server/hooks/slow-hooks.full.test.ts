import { once } from 'node:events';
import { type ClientRequest, request as sendRequest } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { readMetrics } from '../../support/read-metrics.ts';
import { type ServedDemo, startServedDemo } from '../../support/start-served-demo.ts';

const { sources } = createDataSet('even', { count: 2 });

let served: ServedDemo;
beforeAll(async () => {
  served = await startServedDemo({ count: 2, hasHooks: true }, { isKept: true });
});
afterAll(() => served.close());

it('a body that never comes makes room for the next hook, and is cut off in the end', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '100', expect: '100-continue' };
  const slow = await Promise.all(
    Array.from({ length: 64 }, async (): Promise<ClientRequest> => {
      const request = sendRequest(`${served.url}/hooks/desk`, { method: 'POST', headers, agent: false });
      request.on('error', () => {}).flushHeaders();
      await once(request, 'continue');
      return request;
    }),
  );
  const push = async (): Promise<number> => {
    const { headers: sent, body } = served.demo.vendors.voximplant.hooks.write(sources.voximplant.at(0));
    const address = served.demo.vendors.voximplant.hooks.addressOn(served.url);
    return (await fetch(address, { method: 'POST', headers: sent, body })).status;
  };
  const cutOff = async (): Promise<number> =>
    (await readMetrics(served.url)).samples.get('trunkline_hooks_total{provider="desk",outcome="cut-off"}') ?? 0;
  // Nobody of them lets go; the first quarter of a second is theirs.
  await vi.waitFor(async () => expect(await push()).toBe(200), { timeout: 60_000, interval: 50 });
  expect(await cutOff()).toBe(1);
  expect(slow).toHaveLength(64);
  await vi.waitFor(async () => expect(await cutOff()).toBe(64), { timeout: 60_000 });
});
