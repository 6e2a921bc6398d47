import { ProviderError } from '../../../domain/provider-error.ts';
import type { BudgetOptions } from '../../../transport/budget.ts';
import type { Rate } from '../../../transport/rate.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import type { Question, Vendor } from '../../connection/index.ts';
import { type Bitrix24Settings, identityOf } from '../settings.ts';
import type { Credentials } from './credentials.ts';
import { type Asked, type Envelope, readCommandError, readEnvelope, unreadable } from './read-envelope.ts';
import { PortalMoved, bitrix24Verdict, isTokenRefusal } from './to-error.ts';
import type { Parameters } from './wire.ts';
import { withKnownOutcome } from './with-known-outcome.ts';

/** One call of the vendor's REST API. */
export type RestCall = Question & { readonly parameters: Parameters };

/** How the vendor and what is its own are called in errors. */
export const NAMES = {
  name: 'Bitrix24',
  limitOf: () => 'the rate limit of the portal',
  hostsSetting: 'mediaHosts',
};

/**
 * The vendor's REST API. A refused token is renewed once; a portal that has moved is followed once: the same POST at its
 * new host, which is remembered.
 */
export function createRest(
  settings: Bitrix24Settings,
  credentials: Credentials,
  askedOf: (operation: string, parameters?: Parameters) => Asked,
): Vendor<RestCall, Envelope> {
  return {
    ...NAMES,
    account: identityOf(settings),
    limits: limitsOf(settings),
    secrets: () => credentials.secrets(),
    identityOf: ({ operation, parameters }) => JSON.stringify([operation, parameters]),
    prepare: (signal) => credentials.get(signal),
    async authorise({ operation, parameters }, signal) {
      const { baseUrl, token } = await credentials.get(signal);
      return {
        method: 'POST',
        url: baseUrl + operation,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(token === null ? parameters : { ...parameters, auth: token }),
        token,
      };
    },
    renew(refusal, { url, token }, before) {
      if (refusal instanceof PortalMoved) {
        const hasMoved = before.some((earlier) => earlier instanceof PortalMoved);
        if (hasMoved || !credentials.move(refusal.location))
          throw cannotFollow(settings.id, url.slice(url.lastIndexOf('/') + 1), refusal);
        return true;
      }
      const isRefused = refusal instanceof ProviderError && isTokenRefusal(refusal.code);
      if (!isRefused || token === null || before.some((earlier) => earlier instanceof ProviderError)) return false;
      credentials.refuse(token);
      return true;
    },
    read(response, question) {
      const { location } = response.headers;
      if (response.status >= 301 && response.status <= 308 && location !== undefined) throw new PortalMoved(location);
      const envelope = readEnvelope(response, askedOf(question.operation, question.parameters));
      response.exchange.rows = countRows(envelope.result, question);
      return envelope;
    },
    verdictOf: bitrix24Verdict,
    // A batch of refusals is a refusal; where anything was answered, the vendor does answer.
    failureIn({ result }, { operation, parameters }) {
      if (operation !== 'batch') return null;
      const { result: answers, result_error: errors } = recordOf(result);
      if (Object.keys(recordOf(answers)).length > 0) return null;
      const [refusal] = Object.values(recordOf(errors));
      const asked = askedOf(operation, parameters);
      return refusal === undefined ? unreadable(asked, 'it has no answers') : readCommandError(refusal, asked);
    },
    wrap: withKnownOutcome,
  };
}

/** Rows in a reply, those of all lists of a batch together; null where it is no list. */
function countRows(result: unknown, { commands }: Pick<Question, 'commands'>): number | null {
  if (commands === undefined) return Array.isArray(result) ? result.length : null;
  const lists = Object.values(recordOf(recordOf(result).result)).filter((each) => Array.isArray(each));
  return lists.length === 0 ? null : lists.reduce((sum, rows) => sum + rows.length, 0);
}

function cannotFollow(provider: string, method: string, { location }: PortalMoved): ProviderError {
  const message = `Bitrix24 answered ${method} with a redirect that is not followed: it leads to no portal this one can have moved to. Put the portal's new address into the settings.`;
  const detail = `it leads to ${URL.parse(location)?.host ?? 'an address that is not a URL'}`;
  return new ProviderError(provider, 'misconfigured', message, { detail });
}

/** The label of the one bucket that all requests of a portal fall into. */
export const BUCKET = 'requests';

/**
 * The vendor's bucket holds 50 requests and drains 2 a second (enterprise: 250 and 5). A burst may take half of it, so
 * that another program of the company finds room. On the company's own servers no limit is known.
 */
const RATES: Readonly<Record<Bitrix24Settings['plan'], Rate | null>> = {
  standard: { burst: 25, perSecond: 2 },
  enterprise: { burst: 125, perSecond: 5 },
  'on-premise': null,
};
const REQUESTS_AT_ONCE = 8;

/** What may be asked of a portal; where calls can be written down, a tenth is kept for that. */
export const limitsOf = ({ plan, oauth }: Pick<Bitrix24Settings, 'plan' | 'oauth'>): BudgetOptions => ({
  rates: { [BUCKET]: RATES[plan] },
  atOnce: REQUESTS_AT_ONCE,
  reservedForWrites: oauth === undefined ? 0 : 0.1,
});
