import { z } from 'zod';
import { SCOPES } from '../../domain/caller.ts';
import { readDay } from '../../time/day.ts';

/** Algorithms that sign with a private key: whoever can read the public one could forge tokens under any other. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

const HASH = /^sha256:[\w-]{43}$/;
export const KEY_NAME = /^\S(?:[ \S]{0,98}\S)?$/;
export const KEY_NAME_WANTED = 'must be 1 to 100 characters in one line, without a space at either end';
export const DAY_WANTED = 'must be a day such as 2027-01-31';

/** Whether a text names a day that there is. */
export const isDay = (text: string): boolean => readDay(text) !== null;

const key = z.strictObject({
  name: z.string().regex(KEY_NAME, KEY_NAME_WANTED).describe('Who has it; the log names its holder so.'),
  hash: z
    .string()
    .regex(HASH, 'must be what `trunkline key new` printed: the key itself is written down nowhere')
    .describe('The SHA-256 of the key, as `key new` prints it.'),
  scopes: z.array(z.enum(SCOPES)).describe('What its holder may do.'),
  providers: z
    .array(z.string())
    .optional()
    .describe('Ids of the providers that there are for its holder; all when left out.'),
  ends: z.string().refine(isDay, DAY_WANTED).optional().describe('The last day on which it works, in UTC: 2027-01-31.'),
});

const publicKey = z
  .looseObject({ kty: z.string().describe('The kind of key: RSA, EC or OKP.') })
  .refine(({ kty, d }) => kty !== 'oct' && d === undefined, 'must be a public key: RSA, EC or OKP, without "d"');

const jwks = z.union([
  z.strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'must be the address of a JSON Web Key Set' })
      .describe('Where the issuer publishes its keys. New ones are found while the server runs.'),
  }),
  z.strictObject({ keys: z.array(publicKey).min(1).describe('The keys themselves, as JSON Web Keys.') }),
]);

const text = z.string().min(1);

/** Who may ask, and what of it they see. */
export const authSettings = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('none').describe('Nobody is asked who they are.') }),
    z.strictObject({
      mode: z.literal('keys').describe('Those who have a key may ask.'),
      keys: z.array(key).default([]).describe('Those who may ask. Read again on SIGHUP, and when the file changes.'),
    }),
    z.strictObject({
      mode: z.literal('jwt').describe('Those who have a token of an issuer may ask.'),
      jwks: jwks.describe('The keys that tokens are signed with: an address, or the keys.'),
      issuer: text.describe('What the claim iss has to be.'),
      audience: text.describe('What the claim aud has to have.'),
      algorithms: z
        .array(z.enum(ALGORITHMS))
        .min(1)
        .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
        .describe('What tokens may be signed with; tokens that say otherwise are refused.'),
      claims: z
        .strictObject({
          scopes: text.default('scope').describe('Names the scopes: a list, or a text with spaces between them.'),
          providers: text
            .default('trunkline_providers')
            .describe('Names the ids of the providers that there are for the caller. A token without it sees none.'),
        })
        .prefault({})
        .describe('Which claims say what a caller may do.'),
      clockToleranceSeconds: z
        .int()
        .min(0)
        .max(300)
        .default(5)
        .describe('How far the clocks of issuer and server may differ.'),
    }),
  ])
  .prefault({ mode: 'none' });

export type AuthSettings = z.infer<typeof authSettings>;
export type KeySettings = z.infer<typeof key>;
export type JwtSettings = Extract<AuthSettings, { mode: 'jwt' }>;
