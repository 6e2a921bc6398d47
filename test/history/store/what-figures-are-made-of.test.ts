import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HistoryStore, createHistoryStore } from '../../../src/history/store/history-store.ts';
import type { Engine } from '../../../src/history/store/engine.ts';
import type { Account } from '../../../src/history/store/account.ts';
import { addWhatFiguresAreMadeOf } from '../../../src/history/store/migrations/0005-what-figures-are-made-of.ts';
import { openEngine } from '../../../src/history/store/open-history-store.ts';
import { MENTION_COLUMNS } from '../../../src/history/store/rows/mention-columns.ts';
import { lacksPostgres, type PostgresServer, startPostgres } from './start-postgres.ts';
import { REQUEST, SPAN, callAt, readingOf } from './store-world.ts';

describe.each(['memory', 'postgres'].filter((kind) => kind === 'memory' || !lacksPostgres()))(
  'a store that was filled before there were figures: %s',
  (kind) => {
    let postgres: PostgresServer | null = null;
    let engine: Engine;
    let store: HistoryStore;
    let account: Account;
    beforeEach(async () => {
      postgres = kind === 'postgres' ? await startPostgres() : null;
      const settings = postgres
        ? ({ kind: 'postgres', url: postgres.createDatabase() } as const)
        : ({ kind: 'memory' } as const);
      engine = await openEngine(settings, { as: 'server', onSetAside() {} });
      store = createHistoryStore(engine);
      ({ account } = await store.openAccount(REQUEST));
    }, 60_000);
    afterEach(async () => {
      await store.close();
      await postgres?.close();
    });

    it('has who took part of every call once it is brought up to date', async () => {
      const calls = Array.from({ length: 1200 }, (_, index) =>
        callAt(`c${index}`, index, {
          agents: [{ provider: 'portal', nativeId: index % 2 === 0 ? 'ada' : 'ben', displayName: 'A name' }],
          line: index % 3 === 0 ? { number: '+74957770001', displayName: null, defaultCountry: 'RU' } : null,
        }),
      );
      await store.keep(readingOf(account, calls));
      await engine.write(async ({ run }) => {
        for (const column of MENTION_COLUMNS) await run(`ALTER TABLE calls DROP COLUMN ${column}`);
        await run('DROP TABLE changed_days');
      });
      await engine.write(addWhatFiguresAreMadeOf);
      const read = await store.groupCalls({
        account,
        filter: {},
        borders: [SPAN.from, SPAN.to],
        by: new Set(['AGENT', 'LINE']),
        figures: new Set(),
      });
      const counted = read!.groups.map(({ agents, line, figures }) => [agents, line?.number, figures.calls]);
      const agent = (nativeId: string) => [{ nativeId, name: 'A name' }];
      expect(counted).toHaveLength(4);
      expect(counted).toEqual(
        expect.arrayContaining([
          [agent('ada'), '+74957770001', 200],
          [agent('ada'), undefined, 400],
          [agent('ben'), '+74957770001', 200],
          [agent('ben'), undefined, 400],
        ]),
      );
      expect((await store.readDays(account, SPAN, ['calls'])).changeOf(0)).toBe(0);
    });
  },
);
