import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/history/store/account.ts';
import type { HistoryStore } from '../../../src/history/store/history-store.ts';
import type { TranscriptReading } from '../../../src/history/store/transcripts/keep-transcripts.ts';
import type { Recording } from '../../../src/domain/recording.ts';
import { HOUR_MS, SECOND_MS } from '../../../src/time/instant.ts';
import { READ_AT, REQUEST, SPAN, START, callAt, readingOf, storeWorlds } from './store-world.ts';

/** A recording of a call whose transcript can be read, unless it is told otherwise. */
const recordingOf = (sessionId: string, nativeId: string, given: Partial<Recording> = {}): Recording => ({
  provider: 'portal',
  nativeId,
  sessionId,
  sessionStartedAt: START,
  legId: null,
  kind: 'CALL',
  startedAt: null,
  durationSeconds: 60,
  sizeBytes: null,
  mediaType: null,
  expiresAt: null,
  isAvailable: true,
  transcript: { status: 'READY', canOpen: true },
  cost: null,
  ...given,
});

const NONE = { transcript: { status: 'NONE', canOpen: false } } as const;

const recorded = (nativeId: string, second: number, recordings: readonly Recording[], given = {}) => ({
  nativeId,
  call: callAt(nativeId, second, given),
  recordings,
});

const said = (sessionId: string, nativeId: string, text: string | null): TranscriptReading => ({
  ...{ sessionId, nativeId, dueAt: null },
  read: { said: text, readAt: READ_AT },
});

for (const world of storeWorlds())
  describe.skipIf(world.isLeftOut)(`transcripts in ${world.name}`, () => {
    const open = async () => {
      const store = await world.openEmpty();
      const { account } = await store.openAccount(REQUEST);
      return { store, account };
    };
    const noticeAll = async (store: HistoryStore, account: Account, now = READ_AT) => {
      const request = { account, lease: null, now, settlesAfterMs: 24 * HOUR_MS };
      while (await store.transcripts.notice(request));
    };
    const dueIds = async (store: HistoryStore, account: Account, now = READ_AT) =>
      (await store.transcripts.findDue(account, now, 100)).map(({ sessionId, nativeId }) => `${sessionId} ${nativeId}`);
    const textsOf = async (store: HistoryStore, account: Account, ids: readonly (readonly [string, string])[]) =>
      (
        await store.transcripts.get(
          account,
          ids.map(([sessionId, nativeId]) => ({ sessionId, nativeId })),
        )
      ).map((kept) => (kept === null ? null : kept.said));
    const find = async (store: HistoryStore, account: Account, text: string, searchesTranscripts = true) => {
      const beyond = {
        agentsByWord: new Map([[text, []]]),
        ...(searchesTranscripts && { searchesTranscripts: true as const }),
      };
      const asked = { account, range: SPAN, direction: 'ASC', limit: 10, parts: [], filter: { text } } as const;
      const { calls } = await store.readPage({ ...asked, beyond });
      return calls.map(({ call }) => call.nativeId);
    };

    it('are due for recordings that can be read, once their calls are settled', async () => {
      const { store, account } = await open();
      await store.keep(
        readingOf(account, [
          recorded('a', 0, [recordingOf('a', 'r1'), recordingOf('a', 'r2', NONE)]),
          recorded('b', 10, []),
          recorded('c', 20, [recordingOf('c', 'r3')]),
        ]),
      );
      const before = START + 20 * HOUR_MS;
      await noticeAll(store, account, before);
      expect(await dueIds(store, account, before)).toEqual([]);
      expect(await dueIds(store, account, START + 24 * HOUR_MS + 10 * SECOND_MS)).toEqual(['a r1']);
      expect(await dueIds(store, account)).toEqual(['a r1', 'c r3']);
    });

    it('are kept, given back by recording, and no longer due', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r1'), recordingOf('a', 'r2')])]));
      await noticeAll(store, account);
      await store.transcripts.keep(account, null, [
        said('a', 'r1', '00:00:01 Ada: Grüße & 你好'),
        { sessionId: 'a', nativeId: 'r2', dueAt: READ_AT + HOUR_MS },
      ]);
      expect(
        await textsOf(store, account, [
          ['a', 'r1'],
          ['a', 'r2'],
          ['x', 'r1'],
        ]),
      ).toEqual(['00:00:01 Ada: Grüße & 你好', null, null]);
      expect(await dueIds(store, account)).toEqual([]);
      expect(await dueIds(store, account, READ_AT + HOUR_MS)).toEqual(['a r2']);
    });

    it('stay when their call changes, and are not due again', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r1')])]));
      await noticeAll(store, account);
      await store.transcripts.keep(account, null, [said('a', 'r1', 'Hello.')]);
      const later = { readAt: READ_AT + HOUR_MS };
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r1')], { rating: 5 })], later));
      await noticeAll(store, account);
      expect(await textsOf(store, account, [['a', 'r1']])).toEqual(['Hello.']);
      expect(await dueIds(store, account)).toEqual([]);
    });

    it('that come late are due when their call has changed, and those of recordings that went are dropped', async () => {
      const { store, account } = await open();
      const pending = recordingOf('a', 'r2', { transcript: { status: 'PENDING', canOpen: false } });
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r1'), pending])]));
      await noticeAll(store, account);
      await store.transcripts.keep(account, null, [said('a', 'r1', 'Hello.')]);
      const later = { readAt: READ_AT + HOUR_MS };
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r2')])], later));
      await noticeAll(store, account);
      expect(await dueIds(store, account)).toEqual(['a r2']);
      expect(await textsOf(store, account, [['a', 'r1']])).toEqual([null]);
    });

    it.each(['a vendor that removed the call', 'forgetting its number', 'expiry', 'purging its account'])(
      'go with their call: %s',
      async (how) => {
        const { store, account } = await open();
        const customer = { number: '+447700900123', defaultCountry: null, displayName: null };
        await store.keep(
          readingOf(account, [
            recorded('a', 0, [recordingOf('a', 'r1')], { customer }),
            recorded('b', 1000, [recordingOf('b', 'r2')]),
          ]),
        );
        await noticeAll(store, account);
        await store.transcripts.keep(account, null, [said('a', 'r1', 'A secret.'), said('b', 'r2', 'Hello.')]);
        expect(await find(store, account, 'secret')).toEqual(['a']);
        expect(await store.status(account, SPAN, [])).toMatchObject({ transcripts: 2 });
        if (how.startsWith('a vendor'))
          await store.keep(
            readingOf(account, [recorded('b', 1000, [recordingOf('b', 'r2')])], { readAt: READ_AT + HOUR_MS }),
          );
        if (how === 'forgetting its number') await store.forgetNumber('07700 900123');
        if (how === 'expiry') await store.expire(account, START + 500 * SECOND_MS);
        if (how.startsWith('purging')) await store.purge(account);
        const left = how.startsWith('purging') ? null : 'Hello.';
        expect(
          await textsOf(store, account, [
            ['a', 'r1'],
            ['b', 'r2'],
          ]),
        ).toEqual([null, left]);
        expect(await store.transcripts.findSpokenWords(account, ['a'], ['secret'])).toEqual([[]]);
        // One that was being read meanwhile finds no place.
        await store.transcripts.keep(account, null, [said('a', 'r1', 'A secret.')]);
        expect(await textsOf(store, account, [['a', 'r1']])).toEqual([null]);
      },
    );

    it('find calls by parts of words of any case, also words that stand in several of their transcripts', async () => {
      const { store, account } = await open();
      await store.keep(
        readingOf(account, [
          recorded('a', 0, [recordingOf('a', 'r1'), recordingOf('a', 'r2')]),
          recorded('b', 10, [recordingOf('b', 'r3')]),
        ]),
      );
      await noticeAll(store, account);
      await store.transcripts.keep(account, null, [
        said('a', 'r1', '00:00:01 Ada: The ROUTER blinks.'),
        said('a', 'r2', 'An invoice, 100% "quoted"'),
        said('b', 'r3', 'invoices'),
      ]);
      expect(
        await store.transcripts.findSpokenWords(account, ['a', 'b', 'x'], ['rout', 'invoice', '100%', '_', '"q']),
      ).toEqual([expect.arrayContaining(['rout', 'invoice', '100%', '"q']), ['invoice'], []]);
      expect(await find(store, account, 'invoice')).toEqual(['a', 'b']);
      expect(await find(store, account, 'router')).toEqual(['a']);
      expect(await find(store, account, 'router', false)).toEqual([]);
    });

    it('that were read again are found by what they say now, and by nothing that they said', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r1')])]));
      await noticeAll(store, account);
      await store.transcripts.keep(account, null, [said('a', 'r1', 'the first words were wrong')]);
      await store.transcripts.keep(account, null, [said('a', 'r1', 'the second words are right')]);
      expect(await find(store, account, 'first')).toEqual([]);
      expect(await find(store, account, 'second')).toEqual(['a']);
      expect(await find(store, account, 'words')).toEqual(['a']);
      await store.transcripts.keep(account, null, [said('a', 'r1', null)]);
      expect(await find(store, account, 'words')).toEqual([]);
      expect(await textsOf(store, account, [['a', 'r1']])).toEqual([null]);
    });

    it('are looked through piece by piece where they are long', async () => {
      const { store, account } = await open();
      const ids = Array.from({ length: 30 }, (_, index) => `call-${String(index).padStart(2, '0')}`);
      await store.keep(
        readingOf(
          account,
          ids.map((id, index) => recorded(id, index, [recordingOf(id, 'r')])),
        ),
      );
      await noticeAll(store, account);
      const long = 'and so on '.repeat(19_000);
      for (const id of ids) await store.transcripts.keep(account, null, [said(id, 'r', `${long} end of ${id}`)]);
      const words = ['call-07', 'call-29', ...Array.from({ length: 18 }, (_, index) => `never ${index}`)];
      const found = await store.transcripts.findSpokenWords(account, ids, words);
      expect(ids.filter((_id, index) => found[index]!.length > 0)).toEqual(['call-07', 'call-29']);
    });

    it('are dropped all at once, and noticed anew after that', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r1')])]));
      await noticeAll(store, account);
      await store.transcripts.keep(account, null, [said('a', 'r1', 'Hello.')]);
      expect(await store.transcripts.drop(account)).toBe(1);
      expect(await store.transcripts.drop(account)).toBe(0);
      expect(await find(store, account, 'hello')).toEqual([]);
      await noticeAll(store, account);
      expect(await dueIds(store, account)).toEqual(['a r1']);
    });

    it('are written by nobody whose lease was taken over', async () => {
      const { store, account } = await open();
      await store.keep(readingOf(account, [recorded('a', 0, [recordingOf('a', 'r1')])]));
      await noticeAll(store, account);
      const lease = await store.takeLease('sync', 'one', 0);
      await store.takeLease('sync', 'another', 60_000);
      const writing = store.transcripts.keep(account, lease, [said('a', 'r1', 'Hello.')]);
      await expect(writing).rejects.toMatchObject({ kind: 'stale-lease' });
    });
  });
