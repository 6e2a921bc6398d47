import { z } from 'zod';
import { fingerprint, hostOf } from '../fingerprint.ts';
import { currencyCode, fileHosts, hookAtAddress, providerSettings, vendorAddress } from '../provider-settings.ts';
import { readServiceAccount } from './api/tokens.ts';

const flatServiceAccount = z.object({
  account_id: z
    .union([z.int().positive(), z.string().regex(/^\d+$/, 'must be the digits of the account id')])
    .describe('The account whose calls are read. A parent account may name a child here.'),
  key_id: z.string().min(1).describe('The id of the service account key.'),
  private_key: z.string().min(1).describe('The private key, a PEM in PKCS#8. A secret.'),
  account_email: z.string().optional().describe('Not needed.'),
});

/** The two forms in which Voximplant's own clients keep the key: as it is, or as the reply that made it. */
const serviceAccount = z.union([flatServiceAccount, z.object({ result: flatServiceAccount })]);

/** What a Voximplant account needs: the key of a service account with a role that may read the call history. */
export const voximplantSettings = providerSettings
  .extend({
    kind: z.literal('voximplant'),
    serviceAccountFile: z
      .string()
      .min(1)
      .optional()
      .describe('Path of the credentials.json that Voximplant handed out with the key.'),
    serviceAccount: serviceAccount.optional().describe('The content of credentials.json instead of its path.'),
    baseUrl: vendorAddress('https://api.voximplant.com/platform_api').describe('Where the Management API is.'),
    currency: currencyCode.describe("The account's currency: the vendor names none with its costs."),
    mediaHosts: fileHosts
      .optional()
      .describe(
        'Hosts that recordings and logs are fetched from, besides the API\'s own. "*.voximplant.com" when left out and `baseUrl` is there.',
      ),
    mediaTokenHosts: fileHosts
      .default([])
      .describe(
        "Hosts of secure files that get the API's token too, besides the API's own and Voximplant's cloud. A host that only `mediaHosts` names gets none.",
      ),
    hook: hookAtAddress.describe(
      'By what requests of scenarios to /hooks/<id>/<secret> are known. None are taken when left out.',
    ),
  })
  .superRefine((settings, context) => {
    if ((settings.serviceAccountFile === undefined) === (settings.serviceAccount === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['serviceAccountFile'],
        message: 'give either "serviceAccountFile" or "serviceAccount", and not both',
      });
      return;
    }
    // What is wrong within it has been said there.
    if (settings.serviceAccountFile === undefined && !serviceAccount.safeParse(settings.serviceAccount).success) return;
    const path = settings.serviceAccountFile === undefined ? 'serviceAccount' : 'serviceAccountFile';
    try {
      readServiceAccount(settings);
    } catch (error) {
      context.addIssue({ code: 'custom', path: [path], message: (error as Error).message });
    }
  });

export type VoximplantSettings = z.infer<typeof voximplantSettings>;

/** An account is its number at the vendor, whichever key reads it. */
export const identityOf = (settings: VoximplantSettings): string =>
  fingerprint(hostOf(settings.baseUrl), String(readServiceAccount(settings).accountId));
