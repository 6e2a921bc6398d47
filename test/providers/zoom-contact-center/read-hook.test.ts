import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDataSet } from '../../../src/demo/data-sets.ts';
import { createHooks, writeEvent } from '../../../src/demo/zoom-contact-center/hooks.ts';
import type { DemoPush } from '../../../src/demo/demo-hooks.ts';
import type { HookReading } from '../../../src/domain/hook.ts';
import { createReadHook } from '../../../src/providers/zoom-contact-center/hooks/read-hook.ts';
import { NOW } from '../../conformance/world.ts';

const app = createHooks('desk', { now: () => NOW }, 'demo-account');
const { secretToken } = app.settings as { readonly secretToken: string };
const readHook = createReadHook({ secretToken }, () => NOW);
const read = (push: DemoPush): HookReading => readHook({ rest: '', ...push });
const ended = app.write(createDataSet('even').sources['zoom-contact-center'].at(1990));

describe('an event of Zoom', () => {
  it('says that an engagement has ended, which may be listed a minute later', () => {
    expect(read(ended)).toEqual({
      kind: 'hint',
      message: ended.headers['x-zm-signature'],
      againMs: 60_000,
    });
  });

  it('is signed over its version, its time and its body as it was sent', () => {
    const body = '{"event":"contact_center.engagement_ended","payload":{},"event_ts":1654503849680}';
    const signature = createHmac('sha256', 'a-secret-token-of-zoom').update(`v0:1654503849:${body}`).digest('hex');
    const headers = { 'x-zm-request-timestamp': '1654503849', 'x-zm-signature': `v0=${signature}` };
    const of = createReadHook({ secretToken: 'a-secret-token-of-zoom' }, () => 1_654_503_849_000);
    expect(of({ rest: '', headers, body }).kind).toBe('hint');
    expect(of({ rest: '', headers, body: ` ${body}` }).kind).toBe('refused');
  });

  it('is refused without its signature, with another time, and with another body', () => {
    const { headers, body } = ended;
    const timestamp = String(NOW / 1000 + 1);
    const changed: readonly DemoPush[] = [
      { headers: {}, body },
      { headers: { ...headers, 'x-zm-signature': '' }, body },
      { headers: { ...headers, 'x-zm-signature': headers['x-zm-signature']!.replace('v0=', 'v1=') }, body },
      { headers: { ...headers, 'x-zm-request-timestamp': timestamp }, body },
      { headers, body: body.replace('engagement_ended', 'engagement_ENDED') },
      { headers, body: '' },
    ];
    for (const push of changed) expect(read(push).kind).toBe('refused');
  });

  it('is late five minutes after its time, and before it', () => {
    const at = (ms: number): DemoPush => writeEvent('contact_center.engagement_ended', {}, NOW + ms);
    for (const ms of [-301_000, 301_000]) expect(read(at(ms)).kind).toBe('late');
    for (const ms of [-299_000, 299_000]) expect(read(at(ms)).kind).toBe('hint');
  });

  it('of another kind is ignored', () => {
    expect(read(writeEvent('contact_center.engagement_started', {}, NOW)).kind).toBe('ignored');
    expect(read(writeEvent('endpoint.url_validation', {}, NOW)).kind).toBe('ignored');
  });
});

describe("Zoom's question whether an address is ours", () => {
  it('is answered with its token and the signature of it', () => {
    const encryptedToken = createHmac('sha256', secretToken).update('qgg8vlvZRS6UYooatFL8Aw').digest('hex');
    expect(read(writeEvent('endpoint.url_validation', { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' }, NOW))).toEqual({
      kind: 'challenge',
      answer: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw', encryptedToken },
    });
  });

  it('is not answered to whoever has not signed it: what came back would sign an event', () => {
    const { body } = writeEvent('endpoint.url_validation', { plainToken: `v0:${NOW / 1000}:{}` }, NOW);
    expect(read({ headers: {}, body })).toEqual({ kind: 'refused' });
  });
});
