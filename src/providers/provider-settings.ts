import { z } from 'zod';

/** A provider key as the settings name it. */
const PROVIDER_KEY = /^[a-z][a-z0-9-]{0,23}$/;

/** What every provider's settings have in common; each folder's settings.ts extends it. */
export const providerSettings = z.strictObject({
  id: z
    .string()
    .regex(
      PROVIDER_KEY,
      'a provider id starts with a letter and has only a-z, 0-9 and "-", at most 24 of them: portal, desk-2',
    )
    .describe('The key of this provider in the graph. Part of every id a client holds: choose once.'),
  kind: z.string(),
  name: z.string().min(1).optional().describe('What people read; the id when left out.'),
  historySince: z.iso
    .date()
    .optional()
    .describe('The day its history begins, as YYYY-MM-DD. One year before now when left out.'),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capital letters, as in ISO 3166: GB, AE, RU')
    .optional()
    .describe('The country of numbers written without a country code, two letters.'),
  deadlineMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(10_000)
    .describe('Its share of a page: all its requests and retries together, in milliseconds.'),
});

export type ProviderSettings = z.infer<typeof providerSettings>;
