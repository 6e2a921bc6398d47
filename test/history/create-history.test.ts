import { afterEach, describe, expect, it } from 'vitest';
import { startCallgear } from '../../src/demo/callgear/index.ts';
import { createDataSet } from '../../src/demo/data-sets.ts';
import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { type HistoryMember, createHistory } from '../../src/history/create-history.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { openHistoryStore } from '../../src/history/store/open-history-store.ts';
import { createProviders } from '../../src/providers/index.ts';
import { anyProviderSettings } from '../../src/providers/provider-kinds.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { SILENT_LOG } from '../../src/transport/log.ts';
import { makeCall } from '../support/make-call.ts';
import { createMemoryProvider } from '../support/memory-provider.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { keepWhole, openAccountOf, toKeeping } from './kept-world.ts';

const NOW = Date.UTC(2026, 3, 30, 12);
const now = () => NOW;
const signal = new AbortController().signal;
const SETTLED = { from: NOW - 10 * DAY_MS, to: NOW - 2 * DAY_MS };
const SETTINGS = { keepDays: 400, share: 0.3, freshSeconds: 10, lateSeconds: 300 };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openStore(): Promise<HistoryStore> {
  const store = await openHistoryStore({ kind: 'memory' }, { as: 'server', onSetAside() {} });
  closing.push(() => store.close());
  return store;
}

const vendorOf = (key: string) =>
  createMemoryProvider({
    key,
    now,
    calls: [1, 2, 3].map((day) =>
      makeCall({
        provider: key,
        nativeId: `c${day}`,
        startedAt: NOW - (day + 2) * DAY_MS,
        customer: { number: '02070000000', displayName: null, defaultCountry: null },
      }),
    ),
  });

/** Starts a history over one provider, and says what it wraps it in and what the log says. */
async function start(store: HistoryStore | null, provider: Provider, member: Partial<HistoryMember> = {}) {
  const { log, lines } = createRecordingLog();
  const members = [{ provider, isKept: true, ...member }];
  const history = createHistory({ store, members, settings: SETTINGS, log, now });
  history.start();
  await history.opened();
  closing.push(() => history.stop());
  return { wrapped: history.providers[0]!, lines };
}

const list = async (provider: Provider) => {
  const question = provider.prepare({}, ROW_SELECTION);
  const pages = await Array.fromAsync(question.list({ range: SETTLED, direction: 'ASC', expect: 10 }, signal));
  return pages.flatMap(({ calls }) => calls);
};

describe('a history', () => {
  it('answers from what an earlier process has kept', async () => {
    const [store, vendor] = [await openStore(), vendorOf('a')];
    await keepWhole(store, await openAccountOf(store, toKeeping(vendor)), toKeeping(vendor), SETTLED);
    const { wrapped } = await start(store, vendor);
    const before = vendor.requests.listCalls;
    expect(await list(wrapped)).toHaveLength(3);
    expect(vendor.requests.listCalls).toBe(before);
  });

  it('moves along when a provider gets another key', async () => {
    const [store, old] = [await openStore(), toKeeping(vendorOf('old'))];
    await keepWhole(store, await openAccountOf(store, old), old, SETTLED);
    const renamed = { ...vendorOf('new'), keeping: old.keeping };
    const { wrapped, lines } = await start(store, { ...renamed, formerKeys: ['old'] });
    expect((await list(wrapped)).map(({ provider }) => provider)).toEqual(['new', 'new', 'new']);
    expect(renamed.requests.listCalls).toBe(0);
    expect(lines.map(({ message }) => message)).toEqual(['its history has moved along']);
  });

  it('is another one for another account behind the same key', async () => {
    const [store, vendor] = [await openStore(), toKeeping(vendorOf('a'))];
    await keepWhole(store, await openAccountOf(store, vendor), vendor, SETTLED);
    const other = vendorOf('a');
    const account = () => Promise.resolve({ identity: 'another', timeZone: 'UTC' });
    const { wrapped, lines } = await start(store, { ...other, keeping: { ...vendor.keeping, account } });
    await list(wrapped);
    expect(other.requests.listCalls).toBe(1);
    expect(lines.map(({ message }) => message)).toEqual([
      'another account is behind this key: its history is begun anew',
    ]);
  });

  it('is there while the vendor cannot say who it is, under the same settings and no others', async () => {
    const [store, vendor] = [await openStore(), vendorOf('a')];
    await start(store, vendor);
    await keepWhole(store, await openAccountOf(store, toKeeping(vendor)), toKeeping(vendor), SETTLED);
    const down = () =>
      Promise.reject(new ProviderError('a', 'unavailable', 'It is down, as a vendor now and then is.'));
    for (const [settingsPrint, requests] of [
      ['a', 0],
      ['b', 1],
    ] as const) {
      const again = vendorOf('a');
      const { wrapped } = await start(store, {
        ...again,
        keeping: { ...again.keeping!, settingsPrint, account: down },
      });
      expect(await list(wrapped)).toHaveLength(3);
      expect(again.requests.listCalls).toBe(requests);
    }
  });

  it('reads numbers under the default country of today', async () => {
    const [store, vendor] = [await openStore(), vendorOf('a')];
    await keepWhole(store, await openAccountOf(store, toKeeping(vendor)), toKeeping(vendor), SETTLED);
    const remap = (call: CallSession): CallSession => ({
      ...call,
      customer: call.customer && { ...call.customer, defaultCountry: 'GB' },
    });
    const british = { ...vendor, keeping: { ...vendor.keeping!, defaultCountry: 'GB', remap } };
    const { wrapped } = await start(store, british);
    const before = vendor.requests.listCalls;
    const [call] = await list(wrapped);
    expect(call?.customer).toEqual({ number: '02070000000', displayName: null, defaultCountry: 'GB' });
    const count = await wrapped.prepare({ customerNumber: ['+442070000000'] }, ROW_SELECTION).count(SETTLED, signal);
    expect(count).toBe(3);
    expect(vendor.requests.listCalls).toBe(before);
  });

  it('is not there where the settings keep nothing, but readings have a time', async () => {
    for (const [store, isKept] of [
      [null, true],
      [await openStore(), false],
    ] as const) {
      const vendor = vendorOf('a');
      const { wrapped } = await start(store, vendor, { isKept });
      await list(wrapped.at!({ maxAgeMs: 0 }));
      expect((await list(wrapped))[0]).toMatchObject({ readAt: NOW });
      expect(vendor.requests.listCalls).toBe(2);
      await expect(list(wrapped.at!({ isKeptOnly: true }))).rejects.toMatchObject({ kind: 'unavailable' });
      expect(vendor.requests.listCalls).toBe(2);
    }
  });
});

describe('who is behind the settings of a provider', () => {
  const keepingOf = (settings: Readonly<Record<string, unknown>>) => {
    const [provider] = createProviders([anyProviderSettings().parse(settings)], { log: SILENT_LOG, now });
    closing.push(() => provider!.close());
    return provider!.keeping!;
  };
  const identityOf = async (settings: Readonly<Record<string, unknown>>) =>
    (await keepingOf(settings).account(signal)).identity;

  it('is the portal of a webhook, whatever its code', async () => {
    const at = (url: string) => identityOf({ id: 'p', kind: 'bitrix24', webhookUrl: url });
    const one = await at('https://one.bitrix24.com/rest/1/abcdefgh/');
    expect(await at('https://one.bitrix24.com/rest/1/another-code/')).toBe(one);
    expect(await at('https://two.bitrix24.com/rest/1/abcdefgh/')).not.toBe(one);
  });

  it('is the account id of a Zoom app, whatever its secret', async () => {
    const with_ = (accountId: string, clientSecret: string) =>
      identityOf({ id: 'z', kind: 'zoom-contact-center', accountId, clientId: 'c', clientSecret });
    const one = await with_('one', 's1');
    expect(await with_('one', 's2')).toBe(one);
    expect(await with_('two', 's1')).not.toBe(one);
  });

  it('is what CallGear says of a key, and its zone with it', async () => {
    const { sources } = createDataSet('even', { count: 10 });
    const vendor = await startCallgear({ source: sources.callgear, now });
    closing.push(() => vendor.close());
    const { timeZone } = vendor.settings as { readonly timeZone?: string };
    const account = await keepingOf(vendor.settings).account(signal);
    expect(account.timeZone).toBe(timeZone);
    const { accessToken: _accessToken, ...settings } = vendor.settings as Readonly<Record<string, unknown>>;
    const other = keepingOf({ ...settings, accessToken: 'another key' });
    expect(other.settingsPrint).not.toBe(keepingOf(vendor.settings).settingsPrint);
    await expect(other.account(signal)).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});
