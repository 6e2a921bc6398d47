import { startZoomContactCenter } from '../../../src/demo/zoom-contact-center/index.ts';
import { createZoomContactCenter } from '../../../src/providers/zoom-contact-center/index.ts';
import { zoomContactCenterSettings } from '../../../src/providers/zoom-contact-center/settings.ts';
import { describeProvider } from '../../conformance/provider.ts';

describeProvider({
  name: 'Zoom Contact Center',
  kind: 'zoom-contact-center',
  startVendor: startZoomContactCenter,
  create: (settings, tools) => createZoomContactCenter(zoomContactCenterSettings.parse(settings), tools),
  capabilities: {
    pagination: 'TOKEN',
    maxPageSize: 100,
    hasLegs: true,
    hasQueues: true,
    canFinishExternalCalls: false,
  },
});
