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

it('bodies that never come keep other hooks from being taken until they are cut off, and no longer', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '100', expect: '100-continue' };
  const slow = await Promise.all(
    Array.from({ length: 64 }, async (): Promise<ClientRequest> => {
      const request = sendRequest(`${served.url}/hooks/desk`, { method: 'POST', headers, agent: false });
      request.on('error', () => {}).flushHeaders();
      await once(request, 'continue');
      return request;
    }),
  );
  const push = async (): Promise<readonly [number, string | null]> => {
    const { headers: sent, body } = served.demo.vendors.voximplant.hooks.write(sources.voximplant.at(0));
    const address = served.demo.vendors.voximplant.hooks.addressOn(served.url);
    const response = await fetch(address, { method: 'POST', headers: sent, body });
    return [response.status, response.headers.get('retry-after')];
  };
  expect(await push()).toEqual([503, '1']);
  // Nobody of them lets go.
  await vi.waitFor(async () => expect(await push()).toEqual([200, null]), { timeout: 60_000, interval: 200 });
  expect(slow).toHaveLength(64);
  const cutOff = async (): Promise<number | undefined> =>
    (await readMetrics(served.url)).samples.get('trunkline_hooks_total{provider="desk",outcome="cut-off"}');
  await vi.waitFor(async () => expect(await cutOff()).toBe(64), { timeout: 60_000 });
});
