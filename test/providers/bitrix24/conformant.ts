import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBitrix24 } from '../../../src/demo/bitrix24/index.ts';
import type { DemoVendor, DemoVendorOptions } from '../../../src/demo/demo-vendor.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import { createBitrix24 } from '../../../src/providers/bitrix24/index.ts';
import { bitrix24Settings } from '../../../src/providers/bitrix24/settings.ts';
import type { ProviderTools } from '../../../src/providers/provider-kinds.ts';
import type { Conformant } from '../../conformance/provider.ts';
import { BITRIX24_FILTERS } from './vendor-filters.ts';

const has = ['getRecordings', 'listLines', 'openMedia', 'linkedCalls', 'offsetOrders'] as const;
const is = { countsCheaply: true, orderFields: ['STARTED_AT', 'DURATION', 'COST'] } as const;

/** What the conformance suite is told of it. */
export const BITRIX24: Conformant = {
  name: 'Bitrix24 with a webhook',
  kind: 'bitrix24',
  startVendor: startBitrix24,
  create,
  has,
  filters: BITRIX24_FILTERS,
  is,
};

export const BITRIX24_WITH_OAUTH: Conformant = {
  name: 'Bitrix24 with an OAuth application',
  kind: 'bitrix24',
  startVendor: startWithOauth,
  create,
  has: [...has, 'externalCalls'],
  filters: BITRIX24_FILTERS,
  is,
};

// On a company's own server nobody limits the rate: a walk of forty pages would wait for its turn otherwise.
function create(settings: Readonly<Record<string, unknown>>, tools: ProviderTools): Provider {
  return createBitrix24(bitrix24Settings.parse({ ...settings, plan: 'on-premise' }), tools);
}

async function startWithOauth(options: DemoVendorOptions): Promise<DemoVendor> {
  const folder = await mkdtemp(join(tmpdir(), 'bitrix24-'));
  const vendor = await startBitrix24(options);
  const oauth = { ...vendor.oauth, tokenFile: join(folder, 'token.json') };
  return {
    ...vendor,
    // Tokens are issued as it goes: spreading would keep those of the start.
    get secrets() {
      return vendor.secrets;
    },
    settings: { id: vendor.settings.id, kind: 'bitrix24', oauth },
    async close() {
      await vendor.close();
      await rm(folder, { recursive: true });
    },
  };
}
