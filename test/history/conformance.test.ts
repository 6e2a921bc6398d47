import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { describeProvider } from '../conformance/provider.ts';
import { BITRIX24 } from '../providers/bitrix24/conformant.ts';
import { CALLGEAR } from '../providers/callgear/conformant.ts';
import { VOXIMPLANT } from '../providers/voximplant/conformant.ts';
import { ZOOM } from '../providers/zoom-contact-center/conformant.ts';
import { startKept } from './kept-world.ts';

const openInMemory = () => openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });

for (const conformant of [BITRIX24, CALLGEAR, VOXIMPLANT, ZOOM])
  describeProvider({
    ...conformant,
    name: `${conformant.name} with a history, half kept`,
    over: { start: (start) => startKept(start, 'half', openInMemory), needsVendor: false },
  });
