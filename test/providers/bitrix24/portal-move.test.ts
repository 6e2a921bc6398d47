import { describe, expect, it } from 'vitest';
import { isMediaUrl, isPortalMove } from '../../../src/providers/bitrix24/media/media-hosts.ts';
import { LAST_MONTH } from '../../conformance/read-list.ts';
import { sentIn, startPortal, unhurried } from './portal.ts';
import { countCalls } from '../../support/ask-provider.ts';

describe('a portal that has moved', () => {
  it('is followed: the same POST at its new host, which is remembered', async () => {
    const old = await startPortal();
    const moved = await startPortal();
    const location = `${moved.vendor.server.url}/rest/1/x/voximplant.statistic.get`;
    old.vendor.server.fault({ fault: { kind: 'status', status: 302, headers: { location } } });
    const provider = old.createProvider();
    expect(await countCalls(provider, LAST_MONTH, {}, unhurried())).toBeGreaterThan(0);
    await countCalls(provider, LAST_MONTH, {}, unhurried());
    expect(old.vendor.server.count()).toBe(1);
    const asked = moved.vendor.server.exchanges.map((exchange) => [exchange.request.method, sentIn(exchange).start]);
    expect(asked).toEqual([
      ['POST', 0],
      ['POST', 0],
    ]);
  });

  it('is not followed to a host that is none of Bitrix24, and nothing is sent there', async () => {
    const { vendor, createProvider } = await startPortal();
    const location = 'https://portal.example.net/rest/1/x/voximplant.statistic.get';
    vendor.server.fault({ fault: { kind: 'status', status: 302, headers: { location } } });
    const counting = countCalls(createProvider(), LAST_MONTH, {}, unhurried());
    await expect(counting).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(counting).rejects.not.toThrow(/portal\.example\.net/);
    await expect(counting).rejects.toMatchObject({ detail: 'it leads to portal.example.net' });
  });

  it('is not followed round in circles', async () => {
    const { vendor, createProvider } = await startPortal();
    const location = `${vendor.server.url}/rest/1/x/voximplant.statistic.get`;
    vendor.server.fault({ fault: { kind: 'status', status: 302, headers: { location } } });
    await expect(countCalls(createProvider(), LAST_MONTH, {}, unhurried())).rejects.toMatchObject({
      kind: 'misconfigured',
    });
    expect(vendor.server.count()).toBe(2);
  });
});

describe('hosts', () => {
  it('that a portal may have moved to are those of the cloud, or its own', () => {
    const from = 'https://old.bitrix24.com/rest/1/code/';
    expect(isPortalMove(from, 'https://new.bitrix24.com/rest/')).toBe(true);
    expect(isPortalMove(from, 'https://new.bitrix24.de/rest/')).toBe(true);
    expect(isPortalMove(from, 'http://new.bitrix24.com/rest/')).toBe(false);
    expect(isPortalMove(from, 'https://new.bitrix24.com.example.net/rest/')).toBe(false);
    expect(isPortalMove(from, 'https://evilbitrix24.com/rest/')).toBe(false);
    expect(isPortalMove(from, 'https://new.bitrix24.com:8443/rest/')).toBe(false);
    expect(isPortalMove('https://crm.example.com/rest/', 'https://new.bitrix24.com/rest/')).toBe(false);
    expect(isPortalMove('https://crm.example.com/rest/', 'https://crm.example.com/other/')).toBe(true);
    expect(isPortalMove(from, 'not an address')).toBe(false);
  });

  it('that bytes may come from are those of the portal, of the cloud, and those the settings name', () => {
    const hosts = ['pbx.example.com'];
    const portal = 'https://own.bitrix24.com';
    expect(isMediaUrl('https://own.bitrix24.com/rest/download.json?auth=1', portal, hosts)).toBe(true);
    expect(isMediaUrl('https://cdn.bitrix24.com/file', portal, hosts)).toBe(true);
    expect(isMediaUrl('https://pbx.example.com/1.wav', portal, hosts)).toBe(true);
    expect(isMediaUrl('http://pbx.example.com/1.wav', portal, hosts)).toBe(false);
    expect(isMediaUrl('https://other.example.com/1.wav', portal, hosts)).toBe(false);
    expect(isMediaUrl('http://127.0.0.1:9000/1.wav', portal, hosts)).toBe(false);
    expect(isMediaUrl('http://127.0.0.1:9000/1.wav', 'http://127.0.0.1:9001', hosts)).toBe(false);
  });
});
