import { isSupportedCountry } from 'libphonenumber-js/min';
import { z } from 'zod';
import { isSafeUrl } from '../transport/safe-url.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';

/** A provider key as the settings name it. */
/** What a provider may be called in the settings. */
export const PROVIDER_KEY = /^[a-z][a-z0-9-]{0,23}$/;

const COUNTRY_WANTED = 'must be a country by its two capital letters of ISO 3166, such as GB (not UK), AE, RU';

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
    .date({ error: 'must be a day of the calendar, as YYYY-MM-DD: 2024-01-31' })
    .optional()
    .describe('The day its history begins, as YYYY-MM-DD. One year before now when left out.'),
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, COUNTRY_WANTED)
    .refine(isSupportedCountry, { error: COUNTRY_WANTED })
    .optional()
    .describe('The country of numbers written without a country code, two letters.'),
  history: z
    .union([z.boolean(), z.literal('off')], { error: 'must be true, or false to keep nothing of this provider' })
    .default(true)
    .transform((value) => value === true)
    .describe('Whether its calls are kept, where `history` of the file is on.'),
  was: z
    .array(z.string().regex(PROVIDER_KEY, 'must be an id that this provider had before'))
    .default([])
    .describe('Ids that this provider had before: what is kept under one of them moves along.'),
  deadlineMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(10_000)
    .describe('Its share of a page: all its requests and retries together, in milliseconds.'),
});

export type ProviderSettings = z.infer<typeof providerSettings>;

/** Where the history of a provider begins: on the day its settings name, or a year ago. */
export const historySinceOf = ({ historySince }: Pick<ProviderSettings, 'historySince'>, now: Instant): Instant =>
  historySince === undefined ? now - 365 * DAY_MS : Date.parse(historySince);

/** An address of the vendor's: its documented one unless the settings name another. */
export const vendorAddress = (documented: string) =>
  z
    .string()
    .refine(isSafeUrl, { error: `must be an https address, or http on this machine: "${documented}"` })
    .default(documented);

/** A currency where the vendor names none. */
export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be three capital letters, as in ISO 4217: USD, EUR, RUB')
  .optional();

/** Hosts of files. */
export const fileHosts = z.array(
  z.string().regex(/^(\*\.)?[a-z0-9.-]+(:\d+)?$/i, 'must be a host name, "*." before it for all below it'),
);

/** What the addresses of vendors end with that sign nothing: whoever has it may say that a call has ended. */
export const hookAtAddress = z
  .strictObject({
    secret: z
      .string()
      .regex(/^[\w-]{32,200}$/, 'must have 32 to 200 letters, digits, "-" or "_": openssl rand -hex 32 makes one')
      .describe("The end of the address that the vendor is given: /hooks/<id>/<secret>. One's own, and a secret."),
  })
  .optional();

/** A message of a vendor's that is older, or newer, is not acted upon. */
export const HOOK_VALID_MS = 5 * 60_000;
