import { expect, it } from 'vitest';
import { openHistoryStore } from '../../../src/history/store/open-history-store.ts';
import { makeCall } from '../../support/make-call.ts';
import { startPostgres } from './start-postgres.ts';
import { mkdtempSync } from 'node:fs';

const go = async (settings: any) => {
  const store = await openHistoryStore(settings, { as: 'server', onSetAside: console.log });
  try {
    const { account } = await store.openAccount({
      key: 'a',
      kind: 'bitrix24',
      identity: 'x',
      timeZone: 'UTC',
      defaultCountry: 'RU',
      mapper: '1',
    });
    const T = Date.UTC(2026, 0, 1);
    const calls = Array.from({ length: 120 }, (_, i) => ({
      nativeId: `n${i}`,
      call: makeCall({
        provider: 'a',
        nativeId: `n${i}`,
        startedAt: T + Math.floor(i / 3) * 1000,
        customer: { number: '+7906123456' + (i % 10), displayName: null, defaultCountry: 'RU' },
      }),
    }));
    console.log(
      await store.keep({
        account,
        lease: null,
        readAt: T + 1e9,
        settledThrough: T + 5e8,
        covers: { range: { from: T, to: T + 1e8 }, parts: ['calls', 'legs', 'recordings', 'costs'] },
        calls,
      }),
    );
    console.log(
      await store.keep({
        account,
        lease: null,
        readAt: T + 1e9 + 1,
        settledThrough: T + 5e8,
        covers: { range: { from: T, to: T + 1e8 }, parts: ['calls'] },
        calls: calls.slice(5),
      }),
    );
    for (const direction of ['DESC', 'ASC'] as const) {
      const page = await store.readPage({
        account,
        range: { from: T, to: T + 1e8 },
        direction,
        limit: 10,
        parts: ['legs'],
      });
      console.log(page.calls.length, page.through - T, page.coverage);
    }
    const page = await store.readPage({
      account,
      range: { from: T, to: T + 1e8 },
      direction: 'DESC',
      limit: 10,
      parts: ['legs'],
      filter: { number: ['89061234563'], direction: ['INBOUND'], agentIds: undefined as never },
    });
    console.log(page.calls.length, page.through - T);
    console.log((await store.readChanges({ after: null, limit: 500, parts: [] })).changes.length);
    console.log(
      await store.status(account, { from: T, to: T + 1e8 }, ['calls']),
      await store.countCalls({ account, range: { from: T, to: T + 1e8 }, filter: { outcome: ['ANSWERED', 'MISSED'] } }),
    );
    console.log(await store.takeLease('x', 'me', 1000), await store.takeLease('x', 'you', 1000));
    console.log(
      await store.forgetNumber('8 906 123-45-63'),
      await store.expire(account, T + 5000),
      await store.purge(account),
    );
    expect(page.calls[0]?.call.nativeId).toBe('n113');
  } finally {
    await store.close();
  }
};
it('memory', () => go({ kind: 'memory' }));
it('sqlite', () => go({ kind: 'sqlite', path: mkdtempSync('/tmp/tl-') + '/t.db' }));
it('postgres', async () => {
  const p = await startPostgres();
  try {
    await go({ kind: 'postgres', url: p.createDatabase() });
  } finally {
    await p.close();
  }
});
