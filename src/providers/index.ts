import { z } from 'zod';
import type { Instant } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import { createHttpClient } from '../transport/create-http-client.ts';
import type { Log } from '../transport/log.ts';
import { createBitrix24 } from './bitrix24/index.ts';
import { bitrix24Settings } from './bitrix24/settings.ts';
import { createCallgear } from './callgear/index.ts';
import { callgearSettings } from './callgear/settings.ts';
import type { ProviderTools } from './provider-tools.ts';
import { createVoximplant } from './voximplant/index.ts';
import { voximplantSettings } from './voximplant/settings.ts';
import { createZoomContactCenter } from './zoom-contact-center/index.ts';
import { zoomContactCenterSettings } from './zoom-contact-center/settings.ts';

/** The settings of a provider of any kind. */
export const anyProviderSettings = z.discriminatedUnion('kind', [
  bitrix24Settings,
  callgearSettings,
  voximplantSettings,
  zoomContactCenterSettings,
]);
export type AnyProviderSettings = z.infer<typeof anyProviderSettings>;

/** Makes the providers of the settings, each with connections of its own; none is reached yet. */
export function createProviders(
  settings: readonly AnyProviderSettings[],
  { log, now }: { readonly log: Log; readonly now: () => Instant },
): Provider[] {
  return settings.map((one) => createProvider(one, { http: createHttpClient({ provider: one.id, now }), log, now }));
}

function createProvider(settings: AnyProviderSettings, tools: ProviderTools): Provider {
  switch (settings.kind) {
    case 'bitrix24':
      return createBitrix24(settings, tools);
    case 'callgear':
      return createCallgear(settings, tools);
    case 'voximplant':
      return createVoximplant(settings, tools);
    case 'zoom-contact-center':
      return createZoomContactCenter(settings, tools);
  }
}
