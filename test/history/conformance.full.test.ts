import { afterAll, beforeAll, describe } from 'vitest';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { describeProvider } from '../conformance/provider.ts';
import { BITRIX24 } from '../providers/bitrix24/conformant.ts';
import { CALLGEAR } from '../providers/callgear/conformant.ts';
import { VOXIMPLANT } from '../providers/voximplant/conformant.ts';
import { ZOOM } from '../providers/zoom-contact-center/conformant.ts';
import { startKept } from './kept-world.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './store/start-postgres.ts';

const openInMemory = () => openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });

/** A store that stays empty, whatever is read live: each question asks the vendor. */
async function openEmpty(): Promise<HistoryStore> {
  const store = await openInMemory();
  return { ...store, keep: (reading) => store.keep({ ...reading, covers: null, calls: [] }) };
}

// With nothing kept the vendors fail as they do without a history: what they are asked then takes its time.
for (const conformant of [BITRIX24, CALLGEAR, VOXIMPLANT, ZOOM])
  describeProvider({
    ...conformant,
    name: `${conformant.name} with a history, nothing kept`,
    over: { start: (start) => startKept(start, 'nothing', openEmpty), needsVendor: true },
  });

for (const conformant of [BITRIX24, CALLGEAR, VOXIMPLANT, ZOOM])
  for (const kept of ['half', 'everything'] as const)
    describeProvider({
      ...conformant,
      name: `${conformant.name} with a history, ${kept} kept`,
      over: { start: (start) => startKept(start, kept, openInMemory), needsVendor: false },
    });

describe.skipIf(lacksPostgres())('over Postgres', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  const openInPostgres = () =>
    openHistoryStore(
      { kind: 'postgres', url: postgres.createDatabase(), maxConnections: 3 },
      { as: 'server', onSetAside() {} },
    );

  for (const conformant of [BITRIX24, CALLGEAR, VOXIMPLANT, ZOOM])
    for (const kept of ['half', 'everything'] as const)
      describeProvider({
        ...conformant,
        name: `${conformant.name} with a history, ${kept} kept`,
        over: { start: (start) => startKept(start, kept, openInPostgres), needsVendor: false },
      });
});
