import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Bitrix24Vendor, startBitrix24 } from '../../../src/demo/bitrix24/index.ts';
import { type DataSetName, createDataSet } from '../../../src/demo/data-sets.ts';
import type { DemoExchange } from '../../../src/demo/vendor-server.ts';
import type { Instant } from '../../../src/time/instant.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import { createBitrix24 } from '../../../src/providers/bitrix24/index.ts';
import { bitrix24Settings } from '../../../src/providers/bitrix24/settings.ts';
import { createHttpClient } from '../../../src/transport/create-http-client.ts';
import { type Log, SILENT_LOG } from '../../../src/transport/log.ts';
import { NOW } from '../../conformance/world.ts';

export type TestPortal = {
  readonly vendor: Bitrix24Vendor;
  /** A provider of the portal; `changes` go over the vendor's own settings. */
  readonly createProvider: (changes?: Readonly<Record<string, unknown>>, log?: Log) => Provider;
};

export type TestPortalOptions = {
  readonly dataSet?: DataSetName;
  readonly count?: number;
  readonly hasExamples?: boolean;
  readonly hasLimits?: boolean;
  readonly now?: () => Instant;
};

/** A portal for one test, and providers that read it. */
export async function startPortal(options: TestPortalOptions = {}): Promise<TestPortal> {
  const { dataSet = 'even', count = 200, hasExamples = false, hasLimits = false, now = () => NOW } = options;
  const { sources } = createDataSet(dataSet, { count });
  const vendor = await startBitrix24({ source: sources.bitrix24, now: () => NOW, hasExamples, hasLimits });
  const providers: Provider[] = [];
  onTestFinished(async () => {
    await Promise.all(providers.map((provider) => provider.close()));
    await vendor.close();
  });
  return {
    vendor,
    createProvider(changes = {}, log = SILENT_LOG) {
      const settings = bitrix24Settings.parse({ ...vendor.settings, plan: 'on-premise', ...changes });
      const http = createHttpClient({ provider: settings.id });
      const provider = createBitrix24(settings, { http, log, now });
      providers.push(provider);
      return provider;
    },
  };
}

/** The same portal with an OAuth application; `withOauth` are changes that make a provider use it. */
export type OauthPortal = TestPortal & {
  readonly tokenFile: string;
  readonly withOauth: Readonly<Record<string, unknown>>;
};

/** A portal with an application for one test. */
export async function startOauthPortal(options: TestPortalOptions = {}): Promise<OauthPortal> {
  const portal = await startPortal(options);
  const folder = await mkdtemp(join(tmpdir(), 'bitrix24-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const tokenFile = join(folder, 'token.json');
  return { ...portal, tokenFile, withOauth: { webhookUrl: undefined, oauth: { ...portal.vendor.oauth, tokenFile } } };
}

/** What was sent in an exchange's JSON body. */
export const sentIn = (exchange: DemoExchange | undefined): Record<string, unknown> =>
  JSON.parse(exchange?.request.body ?? '{}') as Record<string, unknown>;

/** A signal nobody aborts. */
export const unhurried = (): AbortSignal => new AbortController().signal;
