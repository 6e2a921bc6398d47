import { createHmac, randomBytes } from 'node:crypto';
import { type Instant, SECOND_MS } from '../../time/instant.ts';
import { type DemoHooks, type DemoPush, createDemoHooks } from '../demo-hooks.ts';
import type { DemoVendorOptions } from '../demo-vendor.ts';
import { toVoiceCall } from './voice-call.ts';

export const SECRET_TOKEN = 'demo-zoom-secret-token-Hx41';

/** Event subscriptions of the app: signed, and pushed to no address that has not answered a challenge. */
export const createHooks = (id: string, { now }: Pick<DemoVendorOptions, 'now'>, accountId: string): DemoHooks =>
  createDemoHooks({
    id,
    now,
    settings: { secretToken: SECRET_TOKEN },
    write(call, at) {
      const { engagementId, startedAt, endedAt } = toVoiceCall(call);
      const times = { start_time: new Date(startedAt).toISOString(), end_time: new Date(endedAt).toISOString() };
      const object = { engagement_id: engagementId, ...times, channel: 'voice' };
      return writeEvent('contact_center.engagement_ended', { account_id: accountId, object }, at);
    },
    async validate(send, at) {
      const plainToken = randomBytes(16).toString('base64url');
      const response = await send(writeEvent('endpoint.url_validation', { plainToken }, at));
      const answer = (await response.json()) as { readonly plainToken?: string; readonly encryptedToken?: string };
      const isRight = answer.plainToken === plainToken && answer.encryptedToken === sign(plainToken);
      if (response.status !== 200 || !isRight)
        throw new Error('the demo of Zoom asked whether the address is its own, and was not answered as Zoom wants it');
    },
  });

/** An event with its signature. */
export function writeEvent(event: string, payload: object, at: Instant): DemoPush {
  const body = JSON.stringify({ event, event_ts: at, payload });
  const timestamp = String(Math.floor(at / SECOND_MS));
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': `v0=${sign(`v0:${timestamp}:${body}`)}`,
    },
    body,
  };
}

const sign = (text: string): string => createHmac('sha256', SECRET_TOKEN).update(text).digest('hex');
