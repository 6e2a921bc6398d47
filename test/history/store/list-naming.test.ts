import { beforeEach, describe, expect, it } from 'vitest';
import type { CallSession } from '../../../src/domain/call-session.ts';
import type { Account } from '../../../src/history/store/account.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import type { KeptCall } from '../../../src/history/store/kept-page.ts';
import { REQUEST, callAt, readingOf, storeWorlds } from './store-world.ts';

const party = (number: string) => ({ number, displayName: null, defaultCountry: null });
const agent = (nativeId: string) => ({ provider: 'portal', nativeId });

for (const world of storeWorlds())
  describe.skipIf(world.isLeftOut)(`${world.name} lists whom and what calls name`, () => {
    let store: HistoryStore;
    let account: Account;
    beforeEach(async () => {
      store = await world.openEmpty();
      ({ account } = await store.openAccount(REQUEST));
    });

    const keep = (calls: readonly CallSession[]) => store.keep(readingOf(account, calls));
    const linesOf = (calls: readonly KeptCall[]) =>
      calls.map(({ call }) => `${call.line?.number} ${call.nativeId}`).sort();

    it('each line once, with the newest call that has it, however many calls have it', async () => {
      await keep([
        ...Array.from({ length: 40 }, (_, index) => callAt(`a${index}`, index, { line: party('+442079460000') })),
        ...Array.from({ length: 40 }, (_, index) => callAt(`b${index}`, 40 + index, { line: party('+442079460001') })),
        callAt('c', 100, { line: party('reg133788') }),
        callAt('d', 101, { line: party('hidden') }),
        callAt('e', 102, { line: null }),
      ]);
      expect(linesOf(await store.listNaming(account, 'lines', 100))).toEqual([
        '+442079460000 a39',
        '+442079460001 b39',
        'hidden d',
        'reg133788 c',
      ]);
    });

    it('lines apart that end in the same digits', async () => {
      await keep([
        callAt('a', 1, { line: party('+442079460000') }),
        callAt('b', 2, { line: party('+12079460000') }),
        callAt('c', 3, { line: party('+492079460000') }),
      ]);
      expect(linesOf(await store.listNaming(account, 'lines', 100))).toEqual([
        '+12079460000 b',
        '+442079460000 a',
        '+492079460000 c',
      ]);
    });

    it('the agents whom calls name so many at a time, each once, in the order of the timeline', async () => {
      const ids = ['10', '9', 'a', '\ud83d\ude00', '\uffee'];
      await keep(ids.map((id, index) => callAt(`call ${id}`, index, { agents: [agent(id), agent('10')] })));
      const named = async (after: string | null) => store.namedAgents(account, after, 2);
      expect(await named(null)).toEqual(['10', '9']);
      expect(await named('9')).toEqual(['a', '\ud83d\ude00']);
      expect(await named('\ud83d\ude00')).toEqual(['\uffee']);
      expect(await named('\uffee')).toEqual([]);
      expect(await named('5')).toEqual(['9', 'a']);
    });

    it('agents of calls and of their legs, and queues', async () => {
      const leg = (nativeId: string, given: object) => ({
        provider: 'portal',
        nativeId,
        sessionId: 'b',
        direction: 'INBOUND' as const,
        startedAt: null,
        durationSeconds: null,
        from: null,
        to: null,
        agent: null,
        queue: null,
        outcome: 'ANSWERED' as const,
        outcomeDetail: null,
        cost: null,
        ...given,
      });
      await keep([
        callAt('a', 1, { agents: [agent('ada'), agent('ben')], legs: [] }),
        callAt('b', 2, {
          agents: [agent('ada')],
          legs: [
            leg('b:0', { agent: agent('clara'), queue: { provider: 'portal', nativeId: 'sales', name: 'Sales' } }),
          ],
        }),
      ]);
      const naming = async (sort: 'agents' | 'queues') =>
        (await store.listNaming(account, sort, 100)).map(({ call }) => call.nativeId).sort();
      expect(await naming('agents')).toEqual(['a', 'b', 'b']);
      expect(await naming('queues')).toEqual(['b']);
      const [named] = await store.listNaming(account, 'queues', 100);
      expect(named?.call.legs?.[0]?.queue?.name).toBe('Sales');
    });

    it('of this account alone, so many at most, and nobody where nothing is kept', async () => {
      expect(await store.listNaming(account, 'lines', 100)).toEqual([]);
      expect(await store.listNaming(account, 'agents', 100)).toEqual([]);
      const { account: other } = await store.openAccount({ ...REQUEST, key: 'desk', identity: 'fingerprint-2' });
      await store.keep(readingOf(other, [callAt('x', 1, { line: party('1'), agents: [agent('zoe')] })]));
      await keep(
        Array.from({ length: 9 }, (_, index) =>
          callAt(`a${index}`, index, { line: party(String(index)), agents: [agent(`agent-${index}`)] }),
        ),
      );
      expect(await store.listNaming(account, 'lines', 100)).toHaveLength(9);
      expect(await store.listNaming(account, 'lines', 4)).toHaveLength(4);
      expect(await store.listNaming(account, 'agents', 4)).toHaveLength(4);
      expect(await store.listNaming(account, 'agents', 100)).toHaveLength(9);
    });

    it('no more of what was forgotten', async () => {
      await keep([callAt('a', 1, { line: party('+442079460000') }), callAt('b', 2, { line: party('+442079460001') })]);
      await store.forgetNumber('+442079460000');
      expect(linesOf(await store.listNaming(account, 'lines', 100))).toEqual(['+442079460001 b']);
    });
  });
