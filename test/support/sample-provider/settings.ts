import { z } from 'zod';
import { providerSettings } from '../../../src/providers/provider-settings.ts';
import { isSafeUrl } from '../../../src/transport/safe-url.ts';

/** What a Larkspur account needs: a key that may read calls and users. */
export const larkspurSettings = providerSettings.extend({
  kind: z.literal('larkspur'),
  apiKey: z.string().min(20, 'must be a whole key, as Settings → API shows it').describe('The key of the account.'),
  baseUrl: z
    .string()
    .refine(isSafeUrl, { error: 'must be an https address: "https://api.larkspur.example/v1"' })
    .default('https://api.larkspur.example/v1')
    .describe('Where the API is.'),
});

export type LarkspurSettings = z.infer<typeof larkspurSettings>;
