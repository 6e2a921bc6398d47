import { afterAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../src/domain/agent.ts';
import { createKeptNames } from '../../src/history/kept-names.ts';
import { createStoreAccess } from '../../src/history/store-access.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { REQUEST, openStore } from './store/store-world.ts';

describe('names that are kept', async () => {
  const store = await openStore({ kind: 'memory' });
  afterAll(() => store.close());

  it('are known to everybody who comes while they are first looked up', async () => {
    const { account } = await store.openAccount(REQUEST);
    const names = createKeptNames<Agent>({
      note: 'agents',
      provider: account.key,
      account: () => account,
      access: createStoreAccess(store, { log: SILENT_LOG, onBegunAnew() {} }),
      now: Date.now,
    });
    const ask = async (ids: readonly string[]) => ids.map(agentOf);
    const ids = ['1', '2', '3', '4', '5'];
    const answers = await Promise.all(ids.map((id) => names.get([id], {}, ask)));
    expect(answers.flat()).toEqual(ids.map(agentOf));
    expect(await names.get(ids, {}, () => Promise.reject(new Error('asked again')))).toEqual(ids.map(agentOf));
  });
});

const agentOf = (nativeId: string): Agent => ({
  provider: REQUEST.key,
  nativeId,
  displayName: `Agent ${nativeId}`,
  email: null,
  extension: null,
  isActive: true,
});
