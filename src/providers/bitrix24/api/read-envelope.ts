import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpResponse } from '../../../transport/http.ts';
import { readJson } from '../../../transport/read-json.ts';
import { countOrNull, numberOrNull, recordOf } from '../../../transport/read-wire.ts';
import { retryAfterSecondsIn } from '../../connection/read-reply.ts';
import { type VendorWords, toSentence } from '../../vendor-words.ts';
import { toError } from './to-error.ts';

/** What the vendor wraps around every answer. */
export type Envelope = {
  readonly result: unknown;
  readonly total: number | null;
  /** How much of its time a method has used, where the vendor says so. */
  readonly time: OperatingTime | null;
};

/** The working time of a method, which is limited. */
export type OperatingTime = {
  /** Milliseconds until the oldest of it is forgotten, by the vendor's own clock. */
  readonly resetsInMs: number;
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
  const body = readBody(response, asked);
  const { error } = body;
  // Older methods refuse under HTTP 200, so the key is looked for whatever the status says.
  if (typeof error === 'string' || typeof error === 'number')
    throw refusal(response, asked, asked.words(error) ?? '', asked.words(body.error_description));
  if (response.status !== 200) throw refusal(response, asked, null, null);
  if (!('result' in body)) throw unreadable(asked, 'the reply has no result');
  return { result: body.result, total: countOrNull(body.total), time: readOperatingTime(body.time) };
}

/** Reads the block on time; older servers leave parts of it out. */
export function readOperatingTime(value: unknown): OperatingTime | null {
  const { finish, operating_reset_at } = recordOf(value);
  const [now, resetAt] = [numberOrNull(finish), numberOrNull(operating_reset_at)];
  return now === null || resetAt === null ? null : { resetsInMs: Math.max(0, (resetAt - now) * 1000) };
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

function readBody(response: HttpResponse, asked: Asked): Readonly<Record<string, unknown>> {
  let body: unknown;
  try {
    body = readJson(response.text);
  } catch (error) {
    // A proxy or the web server in front answers in HTML: its status says more than its page.
    if (response.status !== 200) throw refusal(response, asked, null, null);
    throw unreadable(asked, error instanceof Error ? error.message : 'the reply is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw response.status === 200
      ? unreadable(asked, 'the reply is not a JSON object')
      : refusal(response, asked, null, null);
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
