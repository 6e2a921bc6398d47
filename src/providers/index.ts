import type { Provider } from '../domain/provider.ts';
import { createHttpClient } from '../transport/create-http-client.ts';
import type { SharedAccount } from '../transport/shared/shared-account.ts';
import { createBitrix24 } from './bitrix24/index.ts';
import { bitrix24Settings } from './bitrix24/settings.ts';
import { createCallgear } from './callgear/index.ts';
import { callgearSettings } from './callgear/settings.ts';
import { type AnyProviderSettings, type ProviderTools, createProvider, registerProvider } from './provider-kinds.ts';
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
  { shareAccount, ...tools }: ProvidersTools,
): Provider[] {
  return settings.map((one) => ({
    ...createProvider(one, {
      ...tools,
      http: createHttpClient({ provider: one.id, now: tools.now }),
      shared: shareAccount?.(`${one.kind} ${one.id}`),
    }),
    formerKeys: one.was,
  }));
}

/** What providers are made with. */
export type ProvidersTools = Omit<ProviderTools, 'http' | 'shared'> & {
  /** What other processes share of an account, by its name; left out where there are no others. */
  readonly shareAccount?: ((account: string) => SharedAccount) | undefined;
};
