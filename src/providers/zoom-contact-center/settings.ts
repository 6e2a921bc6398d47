import { z } from 'zod';
import { isSafeUrl } from '../../transport/safe-url.ts';
import { providerSettings } from '../provider-settings.ts';

const hosts = z.array(
  z.string().regex(/^(\*\.)?[a-z0-9.-]+(:\d+)?$/i, 'must be a host name, "*." before it for all below it'),
);

/** What a Zoom Contact Center account needs: a Server-to-Server OAuth app. */
export const zoomContactCenterSettings = providerSettings.extend({
  kind: z.literal('zoom-contact-center'),
  accountId: z.string().min(1).describe('The account id of the Server-to-Server OAuth app.'),
  clientId: z.string().min(1).describe('The client id of the Server-to-Server OAuth app.'),
  clientSecret: z.string().min(1).describe('The client secret of the Server-to-Server OAuth app.'),
  baseUrl: z
    .string()
    .refine(isSafeUrl, { error: 'must be an https address: "https://api.zoom.us/v2"' })
    .default('https://api.zoom.us/v2')
    .describe('The REST address; regional ones are known: https://api-eu.zoom.us/v2.'),
  tokenUrl: z
    .string()
    .refine(isSafeUrl, { error: 'must be an https address: "https://zoom.us/oauth/token"' })
    .default('https://zoom.us/oauth/token')
    .describe('The token endpoint.'),
  mediaHosts: hosts
    .optional()
    .describe('Hosts that recordings are fetched from, besides the API\'s own. "*.zoom.us" when left out.'),
  mediaTokenHosts: hosts
    .default([])
    .describe(
      "Hosts of recordings that get the access token too, besides the API's own and Zoom's cloud. A host that only `mediaHosts` names gets none.",
    ),
  plan: z
    .enum(['pro', 'business'])
    .default('pro')
    .describe('The account\'s plan, for its rate limits: "business" stands for Business and everything above it.'),
});

export type ZoomContactCenterSettings = z.infer<typeof zoomContactCenterSettings>;
