import { expect, it } from 'vitest';
import type { Http } from '../../../src/transport/http.ts';
import { type Question, createConnection } from '../../../src/providers/connection/index.ts';
import { withDeadline } from '../../../src/time/with-deadline.ts';
import { passTime } from '../../support/pass-time.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';

const DEADLINE_MS = 1_200;

/** A vendor that lets one request through in 600 ms, and answers only the first. */
function createWorld() {
  let sent = 0;
  const send: Http = (_request, signal) => {
    sent += 1;
    if (sent === 1) return Promise.resolve({ status: 200, headers: {}, text: '{}', retryAfterMs: null } as never);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  };
  const connection = createConnection<Question & { readonly page: number }, string>(
    { id: 'tracking', kind: 'callgear' },
    {
      name: 'CallGear',
      account: 'an account',
      limits: { rates: { points: { points: 1, perSeconds: 0.7 } } },
      limitOf: () => 'the points of the account',
      hostsSetting: 'mediaHosts',
      secrets: () => [],
      identityOf: ({ page }) => String(page),
      authorise: () => Promise.resolve({ method: 'GET', url: 'http://vendor.test/', headers: {}, token: null }),
      read: () => 'read',
    },
    { http: { send } as never, log: SILENT_LOG, now: Date.now },
  );
  const ask = (page: number) =>
    connection.ask(
      { operation: 'calls', purpose: 'read', budget: 'points', page },
      withDeadline(new AbortController().signal, DEADLINE_MS),
    );
  return { ask };
}

it('says of a question whose time went by in line that the limit took it, and when to come back', async () => {
  const { ask } = createWorld();
  expect(await ask(1)).toBe('read');
  await expect(ask(2)).rejects.toMatchObject({
    kind: 'rate-limited',
    retryAfterSeconds: 1,
    message: expect.stringMatching(
      /^CallGear was asked for calls too late .* the points of the account; next try in 1 s/,
    ) as string,
  });
});

it('says of a vendor that is slow that it is, when nobody stood in line', async () => {
  const { ask } = createWorld();
  await ask(1);
  // Its turn has come before it is asked.
  passTime(700);
  await expect(ask(3)).rejects.toMatchObject({ kind: 'timed-out', retryAfterSeconds: null });
});
