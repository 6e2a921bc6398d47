import { startCallgear } from '../../../src/demo/callgear/index.ts';
import { createCallgear } from '../../../src/providers/callgear/index.ts';
import { callgearSettings } from '../../../src/providers/callgear/settings.ts';
import type { Conformant } from '../../conformance/provider.ts';
import { CALLGEAR_FILTERS } from './vendor-filters.ts';

/** What the conformance suite is told of it. */
export const CALLGEAR: Conformant = {
  name: 'callgear',
  kind: 'callgear',
  startVendor: startCallgear,
  create: (settings, tools) => createCallgear(callgearSettings.parse(settings), tools),
  has: ['getLegs', 'getRecordings', 'getCosts', 'getQueues', 'listQueues', 'listLines', 'openMedia', 'linkedCalls'],
  filters: CALLGEAR_FILTERS,
  is: { countsCheaply: true },
};
