import { startZoomContactCenter } from '../../../src/demo/zoom-contact-center/index.ts';
import { createZoomContactCenter } from '../../../src/providers/zoom-contact-center/index.ts';
import { zoomContactCenterSettings } from '../../../src/providers/zoom-contact-center/settings.ts';
import { describeProvider } from '../../conformance/provider.ts';
import { ZOOM_FILTERS } from './vendor-filters.ts';

describeProvider({
  name: 'Zoom Contact Center',
  kind: 'zoom-contact-center',
  startVendor: startZoomContactCenter,
  create: (settings, tools) => createZoomContactCenter(zoomContactCenterSettings.parse(settings), tools),
  has: ['getLegs', 'getRecordings', 'getQueues', 'openMedia'],
  filters: ZOOM_FILTERS,
  is: { pagination: 'TOKEN', maxPageSize: 100 },
});
