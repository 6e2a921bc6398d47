import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpResponse } from '../../../transport/http.ts';
import { UnreadableReply, readJson } from '../../../transport/read-json.ts';
import { readRetryAfter } from '../../../transport/read-retry-after.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import { refusalIn } from './read-refusal.ts';
import { toError } from './to-error.ts';
import type { Envelope } from './wire.ts';

/** Reads a reply: refusals come in the body of an HTTP 200, so they are looked for before the result. */
export function readEnvelope(provider: string, operation: string, response: HttpResponse): Envelope {
  const body = readBody(response);
  const { code, message } = refusalIn(body);
  if (code !== null || response.status !== 200) {
    const waitMs = readRetryAfter(response.headers['retry-after'], Date.now());
    throw toError({
      provider,
      operation,
      status: response.status,
      code,
      message,
      retryAfterSeconds: waitMs === null ? null : Math.ceil(waitMs / 1000),
    });
  }
  if (!Array.isArray(body['result']))
    throw new ProviderError(
      provider,
      'unreadable',
      `Voximplant answered ${operation} with JSON that has neither a list of results nor an error.`,
    );
  response.exchange.rows = body['result'].length;
  return body;
}

/** The page of a broken gateway is no JSON, and its status says enough. */
function readBody({ text, status }: HttpResponse): Readonly<Record<string, unknown>> {
  try {
    return recordOf(readJson(text));
  } catch (error) {
    if (error instanceof UnreadableReply && status !== 200) return {};
    throw error;
  }
}
