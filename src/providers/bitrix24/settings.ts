import { z } from 'zod';
import { isSafeUrl } from '../../transport/safe-url.ts';
import { fingerprint, hostOf } from '../fingerprint.ts';
import { providerSettings } from '../provider-settings.ts';

const WEBHOOK_PATH = /\/rest\/\d+\/[^/]+\/?$/;

const oauthSettings = z.strictObject({
  endpoint: z
    .string()
    .refine((text) => isSafeUrl(text) && /\/rest\/?$/.test(text), {
      error: 'must be the portal\'s REST address: "https://example.bitrix24.com/rest/"',
    })
    .describe('The REST address of the portal. A portal that moves is followed.'),
  clientId: z.string().min(1).describe('The id of the OAuth application.'),
  clientSecret: z.string().min(1).describe('The secret of the OAuth application.'),
  refreshToken: z
    .string()
    .min(1)
    .describe(
      'The refresh token the authorisation gave. Once `tokenFile` is written, the file wins: delete it when a new one is put here.',
    ),
  tokenFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where the rotated refresh token is kept: each refresh gives a new one, and the old one ends. With a store in ' +
        'Postgres it is kept there, for all replicas, and the file is only read while nothing is.',
    ),
  tokenUrl: z
    .string()
    .refine(isSafeUrl, { error: 'must be an https address' })
    .default('https://oauth.bitrix.info/oauth/token/')
    .describe('The token endpoint of the OAuth server.'),
});

const hookSettings = z.strictObject({
  applicationToken: z
    .string()
    .min(16, 'must be the whole token that Bitrix24 shows with the outgoing webhook, or sends to the application')
    .describe('What every event of the portal carries as auth[application_token]. A secret.'),
});

/** What a Bitrix24 portal needs: a webhook or an OAuth application, one of the two. */
export const bitrix24Settings = providerSettings
  .extend({
    kind: z.literal('bitrix24'),
    webhookUrl: z
      .string()
      .refine((text) => isSafeUrl(text) && WEBHOOK_PATH.test(URL.parse(text)?.pathname ?? ''), {
        error: 'must be an incoming webhook\'s address: "https://example.bitrix24.com/rest/1/<code>/"',
      })
      .optional()
      .describe('The address of an incoming webhook with the scopes telephony, user and disk. A secret.'),
    oauth: oauthSettings.optional().describe('An OAuth application; needed to finish external calls.'),
    plan: z
      .enum(['standard', 'enterprise', 'on-premise'])
      .default('standard')
      .describe(
        'The portal\'s plan: "enterprise" may be asked 5 times a second, "standard" twice, a server of one\'s own as often as it can.',
      ),
    mediaHosts: z
      .array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/i, 'must be a host name, with its port where it has one'))
      .default([])
      .describe('Further hosts that recordings are fetched from: where CALL_RECORD_URL of external calls points.'),
    hook: hookSettings
      .optional()
      .describe('By what events that the portal pushes to /hooks/<id> are known. None are taken when left out.'),
  })
  .refine(({ webhookUrl, oauth }) => (webhookUrl === undefined) !== (oauth === undefined), {
    error: 'give either "webhookUrl" or "oauth", and not both',
  });

export type Bitrix24Settings = z.infer<typeof bitrix24Settings>;

/** A portal is its host: a webhook that is made anew, or an application in its place, reads the same calls. */
export const identityOf = ({ webhookUrl, oauth }: Bitrix24Settings): string =>
  fingerprint(hostOf(webhookUrl ?? oauth?.endpoint ?? ''));

export type Bitrix24OauthSettings = z.infer<typeof oauthSettings>;
export type Bitrix24HookSettings = z.infer<typeof hookSettings>;
