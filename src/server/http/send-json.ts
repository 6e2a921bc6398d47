import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, { ...headers, 'cache-control': 'no-store' }).end(text);
}

/** Refuses in the form that GraphQL gives errors. */
export const sendError = (response: ServerResponse, status: number, code: string, message: string): void =>
  sendJson(response, status, { errors: [{ message, extensions: { code } }] });

/** Refuses a body that is too large; what is left of it is not read. */
export const sendTooLarge = (response: ServerResponse, message: string): void =>
  sendError(response.setHeader('connection', 'close'), 413, 'REQUEST_ENTITY_TOO_LARGE', message);

/** Refuses what cannot be done just now, and says when to come again. */
export const sendOverloaded = (response: ServerResponse, retryAfterSeconds: number, message: string): void =>
  sendError(response.setHeader('retry-after', retryAfterSeconds), 503, 'OVERLOADED', message);

/** The id that a client or a proxy gave a request, where it is fit for a line of the log; a new one otherwise. */
export const toRequestId = (given: string | null | undefined): string =>
  typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
