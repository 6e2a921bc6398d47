import { startBitrix24 } from '../../../src/demo/bitrix24/index.ts';
import { createBitrix24 } from '../../../src/providers/bitrix24/index.ts';
import { bitrix24Settings } from '../../../src/providers/bitrix24/settings.ts';
import { describeProvider } from '../../conformance/provider.ts';

describeProvider({
  name: 'Bitrix24',
  kind: 'bitrix24',
  startVendor: startBitrix24,
  // On a company's own server nobody limits the rate: a walk of forty pages would wait for its turn otherwise.
  create: (settings, tools) => createBitrix24(bitrix24Settings.parse({ ...settings, plan: 'on-premise' }), tools),
  capabilities: {
    hasLegs: false,
    hasQueues: false,
    countsCheaply: true,
    orderFields: ['STARTED_AT', 'DURATION', 'COST'],
  },
});
