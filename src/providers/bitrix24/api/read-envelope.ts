import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpResponse } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { countOrNull, numberOrNull, recordOf } from '../../../transport/read-wire.ts';
import { readFieldsOrNone, retryAfterSecondsIn } from '../../connection/read-reply.ts';
import { type VendorWords, toSentence } from '../../vendor-words.ts';
import { toError } from './to-error.ts';
import type { Answer } from './wire.ts';

/** What the vendor wraps around every answer. */
export type Envelope = Answer & {
  /** Milliseconds until some of the method's working time, which is limited, comes back; null where it does not say. */
  readonly resetsInMs: number | null;
};

/** Who asked what: the words of an error. */
export type Asked = {
  readonly provider: string;
  readonly operation: string;
  readonly isWebhook: boolean;
  readonly words: VendorWords;
  /** The wall clock. */
  readonly now: () => number;
};

/** Reads a reply; throws a ProviderError for a refusal and for what is no answer of the vendor. */
export function readEnvelope(response: HttpResponse, asked: Asked): Envelope {
  // A proxy or the web server in front answers in HTML: its status says more than its page.
  const body = response.status === 200 ? readBody(response.text, asked) : readFieldsOrNone(response.text);
  const { error } = body;
  // Older methods refuse under HTTP 200, so the key is looked for whatever the status says.
  if (typeof error === 'string' || typeof error === 'number')
    throw refusal(response, asked, asked.words(error) ?? '', asked.words(body.error_description));
  if (response.status !== 200) throw refusal(response, asked, null, null);
  if (!('result' in body)) throw unreadable(asked, 'the reply has no result');
  return { result: body.result, total: countOrNull(body.total), resetsInMs: resetsInMsOf(body.time) };
}

/** When working time comes back, by the vendor's own clock; older servers leave parts of the block on time out. */
export function resetsInMsOf(value: unknown): number | null {
  const { finish, operating_reset_at } = recordOf(value);
  const [now, resetAt] = [numberOrNull(finish), numberOrNull(operating_reset_at)];
  return now === null || resetAt === null ? null : Math.max(0, (resetAt - now) * 1000);
}

/** The refusal of one command inside a batch. */
export function readCommandError(value: unknown, asked: Asked): ProviderError {
  const { error, error_description: description } = recordOf(value);
  return toError({
    ...asked,
    status: 200,
    code: asked.words(error) ?? '',
    description: asked.words(description),
  });
}

/** An answer that cannot be read. */
export const unreadable = (
  { provider, operation }: Pick<Asked, 'provider' | 'operation'>,
  what: string,
): ProviderError =>
  new ProviderError(
    provider,
    'unreadable',
    toSentence(`Bitrix24 answered ${operation} with something else than expected: ${what}`),
  );

function readBody(text: string, asked: Asked): Readonly<Record<string, unknown>> {
  let body: unknown;
  try {
    body = readJson(text);
  } catch (error) {
    throw unreadable(asked, error instanceof Error ? error.message : 'the reply is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw unreadable(asked, 'the reply is not a JSON object');
  return recordOf(body);
}

function refusal(
  { status, headers }: HttpResponse,
  asked: Asked,
  code: string | null,
  description: string | null,
): ProviderError {
  const retryAfterSeconds = retryAfterSecondsIn(headers, asked.now());
  return toError({ ...asked, status, code, description, retryAfterSeconds });
}
