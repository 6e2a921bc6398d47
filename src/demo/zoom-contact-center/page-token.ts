import { createHash } from 'node:crypto';
import type { Instant } from '../../time/instant.ts';
import type { DemoRequest } from '../demo-http.ts';
import { Refusal, refuse } from './refusals.ts';

/** Where a walk stands: the rows served so far, and the moment whose rows it walks. */
export type PagePlace = { readonly offset: number; readonly asOf: Instant };

const TOKEN_LIFE_MS = 15 * 60_000;

/** Reads the request's page token; a first page starts at the beginning. A token of another query or past its life is refused. */
export function readPlace(request: DemoRequest, now: Instant): PagePlace {
  const token = request.query.get('next_page_token') ?? '';
  if (token === '') return { offset: 0, asOf: now };
  const [offset, asOf, issuedAt, query] = Buffer.from(token, 'base64url').toString('utf8').split('.');
  const isAlive = now - Number(issuedAt) <= TOKEN_LIFE_MS;
  if (query !== fingerprint(request) || !isAlive)
    throw new Refusal(refuse(400, 300, 'The next page token is either invalid or has expired.'));
  return { offset: Number(offset), asOf: Number(asOf) };
}

/** The token of the next page, bound to the whole query; "" at the end. */
export function writeToken(request: DemoRequest, place: PagePlace, count: number, now: Instant): string {
  if (place.offset >= count) return '';
  return Buffer.from(`${place.offset}.${place.asOf}.${now}.${fingerprint(request)}`).toString('base64url');
}

function fingerprint(request: DemoRequest): string {
  const parameters = [...request.query].filter(([name]) => name !== 'next_page_token').sort();
  return createHash('sha256')
    .update(JSON.stringify([request.path, parameters]))
    .digest('hex')
    .slice(0, 16);
}
