import { z } from 'zod';
import { isTimeZone } from '../../time/wall-clock.ts';
import { isSafeUrl } from '../../transport/safe-url.ts';
import { withoutTrailing } from '../../transport/read-wire.ts';
import { currencyCode, hookAtAddress, providerSettings, vendorAddress } from '../provider-settings.ts';

/** What a CallGear account needs: a key of the Data API, or a login and password. */
export const callgearSettings = providerSettings
  .extend({
    kind: z.literal('callgear'),
    accessToken: z
      .string()
      .min(1)
      .optional()
      .describe('A key of the Data API, made in the cabinet for one user, whose rights it has. A secret.'),
    login: z
      .string()
      .min(1)
      .optional()
      .describe('Instead of a key: the login of a user. Sessions of an hour are opened.'),
    password: z.string().min(1).optional().describe('The password of that user. A secret.'),
    timeZone: z
      .string()
      .refine(isTimeZone, { error: 'must be an IANA time zone: Europe/Moscow, Asia/Dubai' })
      .optional()
      .describe("The account's zone: all times are sent in it, without an offset. Asked of the vendor when left out."),
    baseUrl: vendorAddress('https://dataapi.callgear.com/v2.0').describe(
      'The Data API. The same software is sold under other names, each with a host and keys of its own.',
    ),
    mediaBaseUrl: z
      .string()
      .refine(isSafeUrl, { error: 'must be the https address that serves recordings: "https://app.callgear.com"' })
      .optional()
      .describe('Where recordings are fetched. From the host of `baseUrl`, with "app." for "dataapi.", when left out.'),
    userId: z
      .string()
      .regex(/^\d{1,18}$/, 'must be digits, in quotes: "12345"')
      .optional()
      .describe("For an agent's key: the customer's user on whose behalf it asks (get.customer_users)."),
    currency: currencyCode.describe(
      'The currency of costs. Asked of the vendor when left out; without an answer costs stay unknown.',
    ),
    hook: hookAtAddress.describe(
      'By what notifications to /hooks/<id>/<secret> are known. None are taken when left out.',
    ),
  })
  .refine(
    ({ accessToken, login, password }) =>
      (accessToken === undefined) === (login !== undefined && password !== undefined),
    {
      error: 'give either "accessToken", or both "login" and "password"',
    },
  );

export type CallgearSettings = z.infer<typeof callgearSettings>;

/** Where recordings are fetched, without a slash at its end. */
export function mediaBaseUrlOf(settings: Pick<CallgearSettings, 'baseUrl' | 'mediaBaseUrl'>): string {
  if (settings.mediaBaseUrl !== undefined) return withoutTrailing(settings.mediaBaseUrl, '/');
  const { protocol, host } = new URL(settings.baseUrl);
  return `${protocol}//${host.replace(/^dataapi(-jsonrpc)?\./, 'app.')}`;
}
