import { z } from 'zod';
import { fingerprint, hostOf } from '../fingerprint.ts';
import { fileHosts, providerSettings, vendorAddress } from '../provider-settings.ts';

const hookSettings = z.strictObject({
  secretToken: z
    .string()
    .min(16, 'must be the whole secret token that the app shows under Features, Access')
    .describe('What Zoom signs events of the app with. A secret.'),
});

/** What a Zoom Contact Center account needs: a Server-to-Server OAuth app. */
export const zoomContactCenterSettings = providerSettings.extend({
  kind: z.literal('zoom-contact-center'),
  accountId: z.string().min(1).describe('The account id of the Server-to-Server OAuth app.'),
  clientId: z.string().min(1).describe('The client id of the Server-to-Server OAuth app.'),
  clientSecret: z.string().min(1).describe('The client secret of the Server-to-Server OAuth app.'),
  baseUrl: vendorAddress('https://api.zoom.us/v2').describe(
    'The REST address; regional ones are known: https://api-eu.zoom.us/v2.',
  ),
  tokenUrl: vendorAddress('https://zoom.us/oauth/token').describe('The token endpoint.'),
  mediaHosts: fileHosts
    .optional()
    .describe('Hosts that recordings are fetched from, besides the API\'s own. "*.zoom.us" when left out.'),
  mediaTokenHosts: fileHosts
    .default([])
    .describe(
      "Hosts of recordings that get the access token too, besides the API's own and Zoom's cloud. A host that only `mediaHosts` names gets none.",
    ),
  hook: hookSettings
    .optional()
    .describe('By what events that Zoom pushes to /hooks/<id> are known. None are taken when left out.'),
  plan: z
    .enum(['pro', 'business'])
    .default('pro')
    .describe('The account\'s plan, for its rate limits: "business" stands for Business and everything above it.'),
});

export type ZoomContactCenterSettings = z.infer<typeof zoomContactCenterSettings>;
export type ZoomHookSettings = z.infer<typeof hookSettings>;

/** An account is its id at the vendor, whichever app reads it. */
export const identityOf = ({ baseUrl, accountId }: ZoomContactCenterSettings): string =>
  fingerprint(hostOf(baseUrl), accountId);
