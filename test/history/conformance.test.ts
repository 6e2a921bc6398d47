import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { describeProvider } from '../conformance/provider.ts';
import { ZOOM } from '../providers/zoom-contact-center/conformant.ts';
import { startKept } from './kept-world.ts';

const openInMemory = () => openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });

// One vendor; all of them, and other stores, in conformance.full.test.ts.
describeProvider({
  ...ZOOM,
  name: `${ZOOM.name} with a history, half kept`,
  over: { start: (start) => startKept(start, 'half', openInMemory), needsVendor: false },
});
