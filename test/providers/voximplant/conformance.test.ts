import { startVoximplant } from '../../../src/demo/voximplant/index.ts';
import { createVoximplant } from '../../../src/providers/voximplant/index.ts';
import { voximplantSettings } from '../../../src/providers/voximplant/settings.ts';
import { describeProvider } from '../../conformance/provider.ts';

describeProvider({
  name: 'Voximplant',
  kind: 'voximplant',
  startVendor: startVoximplant,
  create: (settings, tools) => createVoximplant(voximplantSettings.parse(settings), tools),
  capabilities: { pagination: 'OFFSET', hasLegs: true, hasQueues: false, countsCheaply: true, ownsSessionIds: true },
});
