import { expect, it } from 'vitest';
import { DATA_SETS_END } from '../../src/demo/data-sets.ts';
import { startDemo } from '../../src/demo/index.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { createProviders } from '../../src/providers/index.ts';
import { checkSettings } from '../../src/server/settings-file/read-settings-file.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { countCalls } from '../support/ask-provider.ts';
import { withOpenPlan } from '../../bench/support/open-plans.ts';

const CLIENTS = 30;
const REQUESTS = 125;
/** Ten times as fast as the slowest vendor: what is learned is a multiple of what is let through. */
const PER_SECOND = 20;

it('learns the limit of every vendor from a few refusals that name no wait', async () => {
  const now = () => DATA_SETS_END;
  const demo = await startDemo({ now, count: 400 });
  const value = { providers: demo.providers.map(withOpenPlan) };
  const settings = checkSettings({ value, problems: [], filled: new Set() }, 'the demo');
  const providers = createProviders(settings.providers, { log: SILENT_LOG, now });
  const vendors = new Map(Object.values(demo.vendors).map((vendor) => [vendor.settings.id, vendor.server]));

  const refusedOf = async (provider: Provider): Promise<number> => {
    const server = vendors.get(provider.key)!;
    server.fault({ fault: { kind: 'limit', perSecond: PER_SECOND } });
    const data = () => server.exchanges.filter(({ purpose }) => purpose === 'data');
    let asked = 0;
    const run = async (): Promise<void> => {
      while (data().length < REQUESTS) {
        asked += 1;
        const range = { from: DATA_SETS_END - asked * DAY_MS, to: DATA_SETS_END - (asked - 1) * DAY_MS };
        await countCalls(provider, range, {}, new AbortController().signal).catch((error: unknown) => {
          expect(error).toMatchObject({ kind: 'rate-limited' });
          expect((error as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(0);
        });
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, run));
    return data()
      .slice(0, REQUESTS)
      .filter(({ fault }) => fault === 'rate-limit').length;
  };

  const refused = await Promise.all(
    providers.map(async (provider) => [provider.key, await refusedOf(provider)] as const),
  );
  await Promise.all(providers.map((provider) => provider.close()));
  await demo.close();
  expect(refused.filter(([, count]) => count > 25)).toEqual([]);
  // Somebody was refused, or nothing was learned here.
  expect(refused.some(([, count]) => count > 0)).toBe(true);
});
