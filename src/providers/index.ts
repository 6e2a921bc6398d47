import type { Provider } from '../domain/provider.ts';
import type { Instant } from '../time/instant.ts';
import { createHttpClient } from '../transport/create-http-client.ts';
import type { AccountMemory } from '../transport/account-memory.ts';
import type { Log } from '../transport/log.ts';
import type { Traffic } from '../transport/traffic.ts';
import type { SharedAccount } from '../transport/shared/shared-account.ts';
import { createBitrix24 } from './bitrix24/index.ts';
import { bitrix24Settings } from './bitrix24/settings.ts';
import { createCallgear } from './callgear/index.ts';
import { callgearSettings } from './callgear/settings.ts';
import { type AnyProviderSettings, createProvider, registerProvider } from './provider-kinds.ts';
import { createVoximplant } from './voximplant/index.ts';
import { voximplantSettings } from './voximplant/settings.ts';
import { createZoomContactCenter } from './zoom-contact-center/index.ts';
import { zoomContactCenterSettings } from './zoom-contact-center/settings.ts';

registerProvider(bitrix24Settings, createBitrix24);
registerProvider(callgearSettings, createCallgear);
registerProvider(voximplantSettings, createVoximplant);
registerProvider(zoomContactCenterSettings, createZoomContactCenter);

/** Makes the providers of the settings, each with connections of its own; none is reached yet. */
export function createProviders(
  settings: readonly AnyProviderSettings[],
  { log, now, traffic, memory, shareAccount }: ProvidersTools,
): Provider[] {
  return settings.map((one) => ({
    ...createProvider(one, {
      http: createHttpClient({ provider: one.id, now }),
      log,
      now,
      traffic,
      memory,
      shared: shareAccount?.(`${one.kind} ${one.id}`),
    }),
    formerKeys: one.was,
  }));
}

/** What providers are made with. */
export type ProvidersTools = {
  readonly log: Log;
  readonly now: () => Instant;
  /** Told of what is asked of vendors, where anybody counts. */
  readonly traffic?: Traffic | undefined;
  /** Where providers that are made one after the other keep what they learn of their accounts. */
  readonly memory?: AccountMemory | undefined;
  /** What other processes share of an account, by its name; left out where there are no others. */
  readonly shareAccount?: ((account: string) => SharedAccount) | undefined;
};
