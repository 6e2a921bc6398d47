import { createHmac } from 'node:crypto';
import { type Hook, type HookReading, REFUSED } from '../../../domain/hook.ts';
import { type Instant, SECOND_MS } from '../../../time/instant.ts';
import { recordOf, textOrNull } from '../../../transport/read-wire.ts';
import { isSameSecret } from '../../is-same-secret.ts';
import { HOOK_VALID_MS } from '../../provider-settings.ts';
import { readFieldsOrNone } from '../../connection/read-reply.ts';
import type { ZoomHookSettings } from '../settings.ts';

const CALL_END = 'contact_center.engagement_ended';
const CHALLENGE = 'endpoint.url_validation';

/** An engagement that has just ended is listed within a minute. */
const LISTED_WITHIN_MS = 60 * SECOND_MS;

/** Reads an event, which Zoom signs together with its time. https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events */
export const createReadHook = ({ secretToken }: ZoomHookSettings, now: () => Instant) => {
  const sign = (text: string): string => createHmac('sha256', secretToken).update(text).digest('hex');
  return ({ headers, body }: Hook): HookReading => {
    const [sentAt, signature] = [textIn(headers, 'x-zm-request-timestamp'), textIn(headers, 'x-zm-signature')];
    // A challenge is signed too: whoever could have any text signed here could sign events.
    if (!isSameSecret(signature, `v0=${sign(`v0:${sentAt}:${body}`)}`)) return REFUSED;
    if (!(Math.abs(now() - Number(sentAt || Number.NaN) * SECOND_MS) <= HOOK_VALID_MS)) return { kind: 'late' };
    const { event, payload } = readFieldsOrNone(body);
    const plainToken = textOrNull(recordOf(payload)['plainToken']);
    if (event === CHALLENGE && plainToken !== null)
      return { kind: 'challenge', answer: { plainToken, encryptedToken: sign(plainToken) } };
    return event === CALL_END ? { kind: 'hint', message: signature, againMs: LISTED_WITHIN_MS } : { kind: 'ignored' };
  };
};

const textIn = (headers: Hook['headers'], name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};
