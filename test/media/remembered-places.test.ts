import { afterEach, describe, expect, it } from 'vitest';
import { startCallgear } from '../../src/demo/callgear/index.ts';
import { startVoximplant } from '../../src/demo/voximplant/index.ts';
import { startZoomContactCenter } from '../../src/demo/zoom-contact-center/index.ts';
import { HOUR_MS } from '../../src/time/instant.ts';
import { type MediaWorld, type WorldOptions, createMediaWorld } from './create-world.ts';

let world: MediaWorld;
afterEach(() => world.close());

describe.each<[WorldOptions['kind'], WorldOptions['startVendor']]>([
  ['callgear', startCallgear],
  ['voximplant', startVoximplant],
  ['zoom-contact-center', startZoomContactCenter],
])('where %s has a recording', (kind, startVendor) => {
  it('is looked up once for a player that seeks, and again minutes later by the clock of the server', async () => {
    world = await createMediaWorld({ kind, startVendor });
    const { url } = (await world.recordings())[0]!;
    const lookUps = async (): Promise<number> => {
      world.vendor.server.resetCounts();
      expect((await world.load(url, { headers: { range: 'bytes=0-3' } })).status).toBe(206);
      return world.vendor.server.exchanges.filter(({ purpose }) => purpose === 'data').length;
    };
    await lookUps();
    expect(await lookUps()).toBe(0);
    world.clock.now += HOUR_MS / 10;
    expect(await lookUps()).toBeGreaterThan(0);
    expect(await lookUps()).toBe(0);
  });
});
