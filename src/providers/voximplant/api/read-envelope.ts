import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpResponse } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { numberOrNull, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { readFieldsOrNone, retryAfterSecondsIn } from '../../connection/read-reply.ts';
import type { VendorWords } from '../../vendor-words.ts';
import { readWaitSeconds, toError } from './to-error.ts';
import type { Envelope } from './wire.ts';

/** Reads a reply: refusals come in the body of an HTTP 200, so they are looked for before the result. */
export function readEnvelope(
  { id: provider, operation, words, now }: Reading,
  { status, headers, text, exchange }: HttpResponse,
): Envelope {
  const body = status === 200 ? recordOf(readJson(text)) : readFieldsOrNone(text);
  const { code, message } = refusalIn(body);
  if (code !== null || status !== 200)
    throw toError({
      ...{ provider, operation, status, code, message: words(message) },
      // Words that may be shown may lack the time.
      retryAfterSeconds: retryAfterSecondsIn(headers, now) ?? readWaitSeconds(code, message),
    });
  if (!Array.isArray(body['result']))
    throw new ProviderError(
      provider,
      'unreadable',
      `Voximplant answered ${operation} with JSON that has neither a list of results nor an error.`,
    );
  exchange.rows = body['result'].length;
  return body;
}

/** Whose reply is read, and how its words may be shown. */
export type Reading = {
  readonly id: string;
  readonly operation: string;
  readonly words: VendorWords;
  readonly now: number;
};

/** The vendor's no, as it stands in a body: a code, and words for it. */
export type Refusal = { readonly code: number | null; readonly message: string | null };

/** Reads the refusal in a body that has been parsed; without a code there is none. */
export function refusalIn(body: unknown): Refusal {
  const { code, msg } = recordOf(recordOf(body)['error']);
  return { code: numberOrNull(code), message: textOrNull(msg) };
}
