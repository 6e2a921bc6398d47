import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DEMO_KINDS, type DemoKind } from '../../src/demo/call-source.ts';
import { DATA_SETS_END, createDataSet } from '../../src/demo/data-sets.ts';
import { createGrowingSource } from '../../src/demo/growing-source.ts';
import { type Demo, startDemo } from '../../src/demo/index.ts';
import { letCallsEnd } from '../../src/demo/let-calls-end.ts';
import { SECOND_MS } from '../../src/time/instant.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Somebody who is pushed to, and takes everything with the same status. */
async function startTaking(status: number): Promise<{ readonly url: string; readonly paths: readonly string[] }> {
  const paths: string[] = [];
  const server: Server = createServer((request, response) => {
    paths.push(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

const start = async (now: () => number): Promise<Demo> => {
  const demo = await startDemo({ now, count: 20 });
  endings.push(() => demo.close());
  return demo;
};

describe('a call that ends at a demo vendor', () => {
  it('is in its books: at once, at Zoom a minute later', async () => {
    let at = DATA_SETS_END;
    const demo = await start(() => at);
    for (const kind of DEMO_KINDS)
      for (let round = 0; round < 5; round += 1) {
        const place = await demo.endCall(kind);
        if (kind === 'zoom-contact-center') {
          expect(demo.vendors[kind].truth()).not.toContainEqual(place);
          at += 60 * SECOND_MS;
        }
        expect(demo.vendors[kind].truth()).toContainEqual(place);
        at += 7 * SECOND_MS;
      }
  });

  it('begins after all the others, in the order that vendors find calls by', () => {
    const source = createGrowingSource('callgear', createDataSet('even', { count: 20 }).sources.callgear);
    for (let round = 0; round < 100; round += 1) source.add(DATA_SETS_END + 500 * round);
    const starts = Array.from({ length: source.count }, (_, index) => source.at(index).startedAt);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(source.count).toBe(120);
  });

  it('is pushed to nobody who has not said where to, and fails where it is not taken', async () => {
    const demo = await start(() => DATA_SETS_END);
    await demo.endCall('callgear');
    const { url, paths } = await startTaking(503);
    await demo.vendors.callgear.hooks.pushTo(url);
    await expect(demo.endCall('callgear')).rejects.toThrow('was answered with status 503');
    expect(paths).toEqual([expect.stringMatching(/^\/hooks\/tracking\/[\w-]{32,}$/)]);
  });

  it('is pushed by Zoom only where its challenge was answered', async () => {
    const demo = await start(() => DATA_SETS_END);
    const { url } = await startTaking(200);
    await expect(demo.pushTo(url)).rejects.toThrow('was not answered as Zoom wants it');
  });
});

it('calls of the demo end at one vendor after the other, until they are to end no more', async () => {
  const kinds: DemoKind[] = [];
  const four = Promise.withResolvers<void>();
  const stop = letCallsEnd(
    {
      endCall(kind) {
        kinds.push(kind);
        if (kinds.length === 5) four.resolve();
        return Promise.reject(new Error('nobody takes it'));
      },
    },
    1,
  );
  await four.promise;
  stop();
  const ended = kinds.length;
  expect(kinds.slice(0, 5)).toEqual([...DEMO_KINDS, DEMO_KINDS[0]]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(kinds).toHaveLength(ended);
});
