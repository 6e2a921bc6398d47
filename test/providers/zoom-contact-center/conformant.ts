import { startZoomContactCenter } from '../../../src/demo/zoom-contact-center/index.ts';
import { createZoomContactCenter } from '../../../src/providers/zoom-contact-center/index.ts';
import { zoomContactCenterSettings } from '../../../src/providers/zoom-contact-center/settings.ts';
import type { Conformant } from '../../conformance/provider.ts';
import { ZOOM_FILTERS } from './vendor-filters.ts';

/** What the conformance suite is told of it. */
export const ZOOM: Conformant = {
  name: 'Zoom Contact Center',
  kind: 'zoom-contact-center',
  startVendor: startZoomContactCenter,
  create: (settings, tools) => createZoomContactCenter(zoomContactCenterSettings.parse(settings), tools),
  has: ['getLegs', 'getRecordings', 'getTranscripts', 'getQueues', 'listQueues', 'openMedia'],
  filters: ZOOM_FILTERS,
  is: { pagination: 'TOKEN', maxPageSize: 100 },
};
