import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HistoryStore, createHistoryStore } from '../../../src/history/store/history-store.ts';
import type { Engine } from '../../../src/history/store/engine.ts';
import type { Account } from '../../../src/history/store/account.ts';
import { addSearch } from '../../../src/history/store/migrations/0006-search.ts';
import { openEngine } from '../../../src/history/store/open-history-store.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './start-postgres.ts';
import { REQUEST, SPAN, callAt, idsOf, readingOf } from './store-world.ts';

/** What the migration makes, in the order in which it goes. */
const MADE: Readonly<Record<'memory' | 'postgres', readonly string[]>> = {
  memory: ['DROP TRIGGER call_texts_added', 'DROP TRIGGER call_texts_removed', 'DROP TABLE call_search'],
  postgres: [],
};
const MADE_BY_BOTH = [
  'DROP TABLE call_texts',
  ...['answer', 'duration', 'talk', 'wait'].map((name) => `DROP INDEX calls_by_${name}`),
  'ALTER TABLE calls DROP COLUMN customer_number',
];

describe.each((['memory', 'postgres'] as const).filter((kind) => kind === 'memory' || !lacksPostgres()))(
  'a store that was filled before there was a search: %s',
  (kind) => {
    let postgres: PostgresServer | null = null;
    let engine: Engine;
    let store: HistoryStore;
    let account: Account;
    beforeEach(async () => {
      postgres = kind === 'postgres' ? await startPostgres() : null;
      engine = await openEngine(postgres ? { kind: 'postgres', url: postgres.createDatabase() } : { kind: 'memory' }, {
        as: 'server',
        onSetAside() {},
      });
      store = createHistoryStore(engine);
      ({ account } = await store.openAccount(REQUEST));
    }, 60_000);
    afterEach(async () => {
      await store.close();
      await postgres?.close();
    });

    it('finds every call by text, number and answer once it is brought up to date, as it did when they were kept', async () => {
      const calls = Array.from({ length: 1200 }, (_, index) =>
        callAt(`c${index}`, index, {
          direction: 'INBOUND',
          outcome: index % 3 === 0 ? 'ANSWERED' : 'MISSED',
          customer: {
            number: `+7906000${1000 + (index % 400)}`,
            displayName: `Name ${index % 90}`,
            defaultCountry: 'RU',
          },
          note: index % 50 === 0 ? 'Asked for a discount' : null,
          durationSeconds: index % 77,
        }),
      );
      await store.keep(readingOf(account, calls));
      const page = { account, range: SPAN, direction: 'ASC', limit: 1000, parts: ['calls'] } as const;
      const find = async () => {
        const texts = { agentsByWord: new Map<string, string[]>() };
        const [byNote, byName, byDigits, unreturned] = await Promise.all([
          store.readPage({ ...page, filter: { text: 'discount' }, beyond: texts }),
          store.readPage({ ...page, filter: { text: 'name 89' }, beyond: texts }),
          store.readPage({ ...page, filter: { numberContains: '60001399' } }),
          store.readPage({ ...page, filter: { isReturned: false }, beyond: { answersIn: [account] } }),
        ]);
        const longest = await store.readOrdered({
          ...{ ...page, limit: 20, from: null, beyond: {}, filter: {} },
          order: { field: 'DURATION', direction: 'DESC' },
        });
        return [byNote, byName, byDigits, unreturned, longest].map((each) => idsOf(each.calls));
      };
      const before = await find();
      expect(before.map(({ length }) => length)).toEqual([24, expect.any(Number), 3, expect.any(Number), 20]);
      expect(Math.min(...before.map(({ length }) => length))).toBeGreaterThan(0);
      await engine.write(async ({ run }) => {
        for (const sql of [...MADE[kind], ...MADE_BY_BOTH]) await run(sql);
      });
      await engine.write(addSearch);
      expect(await find()).toEqual(before);
    });
  },
);
