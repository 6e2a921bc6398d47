import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchesFilter, fieldsOf, type CallFilter } from '../../../src/domain/call-filter.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { VALUE_ORDER_FIELDS, compareByValue } from '../../../src/domain/value-order.ts';
import { createHistoryStore } from '../../../src/history/store/history-store.ts';
import type { Engine } from '../../../src/history/store/engine.ts';
import type { Account } from '../../../src/history/store/account.ts';
import { type OrderedQuestion, readOrdered } from '../../../src/history/store/pages/read-ordered.ts';
import { openEngine } from '../../../src/history/store/open-history-store.ts';
import { planSearch } from '../../../src/history/store/pages/plan-search.ts';
import { type PostgresServer, lacksPostgres, startPostgres } from './start-postgres.ts';
import { REQUEST, SPAN, callAt, idsOf, readingOf } from './store-world.ts';

const TEXTS = { agentsByWord: new Map<string, string[]>() };
/** Many share a second, a value, or both. */
const calls = Array.from({ length: 120 }, (_, index) =>
  callAt(`c${index}`, Math.floor(index / 4), {
    durationSeconds: index % 11 === 0 ? null : index % 5,
    talkSeconds: index % 3,
    waitSeconds: null,
    note: `${index % 2 === 0 ? 'even ' : ''}${index % 24 === 0 ? 'rare ' : ''}`,
  }),
);

describe.each((['memory', 'postgres'] as const).filter((kind) => kind === 'memory' || !lacksPostgres()))(
  'a store that looks at few rows at once: %s',
  (kind) => {
    let postgres: PostgresServer | null = null;
    let engine: Engine;
    let account: Account;
    beforeAll(async () => {
      postgres = kind === 'postgres' ? await startPostgres() : null;
      const url = postgres?.createDatabase();
      engine = await openEngine(url === undefined ? { kind: 'memory' } : { kind: 'postgres', url }, {
        as: 'server',
        onSetAside() {},
      });
      const store = createHistoryStore(engine);
      ({ account } = await store.openAccount(REQUEST));
      await store.keep(readingOf(account, calls));
    }, 60_000);
    afterAll(async () => {
      await engine.close();
      await postgres?.close();
    });

    it('is led by the rarest part of a search, lists the next, and passes over what is common', async () => {
      const plan = async (text: string) => {
        const question = { account, range: SPAN, filter: { text }, beyond: TEXTS };
        const { isLed, conditions } = await planSearch(engine, question, { led: 10, listed: 100 });
        let used = 0;
        conditions({
          words: { ...engine.words, among: () => `${(used += 1)}` },
          values: { list: [], add: () => '$1' },
        } as never);
        return { isLed, used };
      };
      // In 5 texts, in 60, in none; a part too short for an index says nothing.
      expect(await plan('rare')).toEqual({ isLed: true, used: 1 });
      expect(await plan('even')).toEqual({ isLed: false, used: 1 });
      expect(await plan('even rare')).toEqual({ isLed: true, used: 1 });
      expect(await plan('nowhere even')).toEqual({ isLed: true, used: 1 });
      expect(await plan('ra')).toEqual({ isLed: false, used: 0 });
      const question = { account, range: SPAN, filter: { text: 'even' }, beyond: TEXTS };
      const common = await planSearch(engine, question, { led: 10, listed: 50 });
      expect([common.isLed, common.conditions({} as never)]).toEqual([false, []]);
    });

    it.each([
      [{}, { scanned: 7 }],
      [{ text: 'even' }, { scanned: 7, search: { led: 10, listed: 50 } }],
      [{ text: 'even' }, { scanned: 7, search: { led: 10, listed: 1000 } }],
      [{ text: 'rare' }, { scanned: 7, search: { led: 10, listed: 1000 } }],
      [{ durationSeconds: { min: 4 } }, { scanned: 7 }],
    ] satisfies [CallFilter, object][])(
      'walks a list by value border by border, and finds every call once: %j %j',
      async (filter, limits) => {
        for (const field of VALUE_ORDER_FIELDS)
          for (const direction of ['ASC', 'DESC'] as const) {
            const passes = (call: CallSession) => matchesFilter(call, filter, fieldsOf(filter));
            const found: string[] = [];
            let from: OrderedQuestion['from'] = null;
            for (let pieces = 0; ; pieces += 1) {
              expect(pieces).toBeLessThan(400);
              const page = await readOrdered(
                engine,
                {
                  ...{ account, range: SPAN, filter, beyond: TEXTS, from, limit: 5, parts: ['calls'] },
                  order: { field, direction },
                },
                limits,
              );
              found.push(...idsOf(page.calls.filter(({ call }) => passes(call))));
              if (page.through === null) break;
              from = { ...page.through, isAfter: true };
            }
            const compare = compareByValue(field);
            const wanted = calls.filter(passes).sort((a, b) => (direction === 'ASC' ? compare(a, b) : compare(b, a)));
            expect(found).toEqual(wanted.map(({ nativeId }) => nativeId));
          }
      },
    );
  },
);
