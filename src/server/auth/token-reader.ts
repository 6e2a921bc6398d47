import { type JWTPayload, type JWTVerifyGetKey, createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { type Caller, SCOPES } from '../../domain/caller.ts';
import { type Instant, SECOND_MS } from '../../time/instant.ts';
import type { JwtSettings } from './auth-settings.ts';
import { type CredentialReader, type Identified, notAccepted, notChecked } from './identified.ts';

/** A key that is not known is looked for at the issuer, at most so often: anybody can make up the name of one. */
const LOOK_AGAIN_MS = SECOND_MS;
const KEYS_WITHIN_MS = 5 * SECOND_MS;

/** Reads tokens that an issuer signs. */
export function createTokenReader(settings: JwtSettings, now: () => Instant): CredentialReader {
  const { issuer, audience, algorithms, claims, clockToleranceSeconds } = settings;
  const keys = createKeySet(settings);
  return {
    async read(shown) {
      try {
        const { payload } = await jwtVerify(shown, keys, {
          ...{ issuer, audience, algorithms: [...algorithms], clockTolerance: clockToleranceSeconds },
          requiredClaims: ['exp', 'sub'],
          currentDate: new Date(now()),
        });
        return typeof payload.sub === 'string' && payload.sub !== ''
          ? { caller: toCaller(payload, claims) }
          : NO_SUBJECT;
      } catch (error) {
        return refuse(error);
      }
    },
    recall: (id) => (id?.startsWith(ID_PREFIX) ? ofLink(id) : null),
  };
}

const ID_PREFIX = 'token ';

function createKeySet({ jwks }: JwtSettings): JWTVerifyGetKey {
  if ('keys' in jwks) return createLocalJWKSet({ keys: jwks.keys });
  return createRemoteJWKSet(new URL(jwks.url), { cooldownDuration: LOOK_AGAIN_MS, timeoutDuration: KEYS_WITHIN_MS });
}

function toCaller(payload: JWTPayload, claims: JwtSettings['claims']): Caller {
  const subject = payload.sub!;
  const scopes: ReadonlySet<string> = new Set(wordsOf(payload[claims.scopes]));
  return {
    id: `${ID_PREFIX}${subject}`,
    name: subject.slice(0, 100),
    scopes: new Set(SCOPES.filter((scope) => scopes.has(scope))),
    providers: new Set(wordsOf(payload[claims.providers])),
    endsAt: payload.exp! * SECOND_MS,
  };
}

/** A list, or a text with spaces between its words, as OAuth writes scopes. */
function wordsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
}

/** A token is seen only with a request, and a link made under it ends with it: what the link opens was allowed then. */
const ofLink = (id: string): Caller => ({
  id,
  name: id.slice(ID_PREFIX.length),
  scopes: new Set(SCOPES),
  providers: null,
  endsAt: null,
});

const NO_SUBJECT = notAccepted('The claim "sub" of this token names nobody: it must be a text.');

function refuse(error: unknown): Identified {
  if (error instanceof errors.JWTExpired) return notAccepted('This token has expired. Ask its issuer for another one.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return notAccepted(
      `The claim ${JSON.stringify(error.claim)} of this token is missing, or not what this server wants.`,
    );
  if (isOfToken(error)) return notAccepted('This is no token that this server accepts: see auth in its settings.');
  return notChecked("The issuer's keys cannot be read just now, so no token can be checked. Try again.");
}

/** What is wrong with a token; everything else is wrong with the way to the keys. */
const isOfToken = (error: unknown): boolean =>
  [
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JWKSNoMatchingKey,
    errors.JWKSMultipleMatchingKeys,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
  ].some((type) => error instanceof type);
