import { startVoximplant } from '../../../src/demo/voximplant/index.ts';
import { createVoximplant } from '../../../src/providers/voximplant/index.ts';
import { voximplantSettings } from '../../../src/providers/voximplant/settings.ts';
import type { Conformant } from '../../conformance/provider.ts';
import { VOXIMPLANT_FILTERS } from './vendor-filters.ts';

/** What the conformance suite is told of it. */
export const VOXIMPLANT: Conformant = {
  name: 'Voximplant',
  kind: 'voximplant',
  startVendor: startVoximplant,
  create: (settings, tools) => createVoximplant(voximplantSettings.parse(settings), tools),
  has: ['getLegs', 'getRecordings', 'getTranscripts', 'getCosts', 'openMedia'],
  filters: VOXIMPLANT_FILTERS,
  is: { pagination: 'OFFSET', countsCheaply: true, ownsSessionIds: true },
};
