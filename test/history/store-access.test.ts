import { describe, expect, it } from 'vitest';
import { createStoreAccess } from '../../src/history/store-access.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { StoreError } from '../../src/history/store/store-error.ts';
import { createFakeTimer } from '../support/fake-timer.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { openStore } from './store/store-world.ts';

const SECOND = 1000;

async function start() {
  const store: HistoryStore = await openStore({ kind: 'memory' });
  const timer = createFakeTimer();
  const { log, lines } = createRecordingLog();
  const access = createStoreAccess(store, { log, timer, onBegunAnew() {} });
  const said = () => lines.map(({ message }) => message);
  return { access, timer, said };
}

const fail = (kind: 'away' | 'full') => () => Promise.reject(new StoreError(kind, 'as tests want it'));

describe('a store that fails', () => {
  it('is asked again at once where it fails at once, and says so once', async () => {
    const { access, said } = await start();
    expect(await access.attempt(fail('away'))).toBeNull();
    expect(await access.attempt(fail('away'))).toBeNull();
    expect(await access.attempt((store) => store.listAccounts())).toEqual([]);
    expect(said()).toEqual(['vendors are read live: the store fails', 'the store answers again']);
  });

  it('is read on while nothing can be written, and each is said once', async () => {
    const { access, said } = await start();
    for (let round = 0; round < 3; round += 1) {
      expect(await access.attemptToKeep(fail('full'))).toBeNull();
      expect(await access.attempt((store) => store.listAccounts())).toEqual([]);
    }
    expect(said()).toEqual(['what people read is not kept: the store fails']);
    expect(await access.attemptToKeep((store) => store.listAccounts())).toEqual([]);
    expect(said()).toEqual(['what people read is not kept: the store fails', 'the store keeps again']);
  });
});

describe('a store that is slow', () => {
  it('is not waited for longer than a vendor would be, nor by everybody, and is tried again', async () => {
    const { access, timer, said } = await start();
    let asked = 0;
    const never = () => {
      asked += 1;
      return new Promise<never>(() => {});
    };
    const first = access.attempt(never);
    timer.advance(2 * SECOND);
    expect(await first).toBeNull();
    expect(await access.attempt(never)).toBeNull();
    expect(asked).toBe(1);

    // After a rest one tries it, and nobody else waits for that.
    timer.advance(5 * SECOND);
    const second = access.attempt(never);
    expect(await access.attempt(never)).toBeNull();
    expect(asked).toBe(2);
    timer.advance(2 * SECOND);
    expect(await second).toBeNull();

    timer.advance(5 * SECOND);
    expect(await access.attempt((store) => store.listAccounts())).toEqual([]);
    expect(await access.attempt((store) => store.listAccounts())).toEqual([]);
    expect(said()).toEqual(['vendors are read live: the store fails', 'the store answers again']);
    // Nothing waits on, once it has answered.
    expect(timer.waits()).toEqual([]);
  });

  it('is waited for longer while it answers others, who never notice that one of them gave up', async () => {
    const { access, timer, said } = await start();
    const waiting = access.attempt(() => new Promise<never>(() => {}));
    let isOver = false;
    void waiting.then(() => (isOver = true));
    for (const _second of [1, 2, 3, 4]) {
      timer.advance(SECOND);
      expect(await access.attempt((store) => store.listAccounts())).toEqual([]);
      expect(isOver).toBe(false);
    }
    timer.advance(SECOND);
    expect(await waiting).toBeNull();
    expect(await access.attempt((store) => store.listAccounts())).toEqual([]);
    expect(said()).toEqual([]);
    expect(timer.waits()).toEqual([]);
  });
});
