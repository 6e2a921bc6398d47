import { afterEach, describe, expect, it } from 'vitest';
import { DATA_SETS_END } from '../../../src/demo/data-sets.ts';
import { ROW_SELECTION } from '../../../src/domain/call-selection.ts';
import { HOUR_MS } from '../../../src/time/instant.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import type { ProviderError } from '../../../src/domain/provider-error.ts';
import type { Queue } from '../../../src/domain/queue.ts';
import { withDeadline } from '../../../src/time/with-deadline.ts';
import { LAST_MONTH, listAll, placesOf, valueOf } from '../../conformance/read-list.ts';
import { passTime } from '../../support/pass-time.ts';
import { type Desk, type DeskOptions, startDesk } from './start-desk.ts';
import { countCalls } from '../../support/ask-provider.ts';

const signal = new AbortController().signal;
let desk: Desk;
const start = async (options?: DeskOptions): Promise<Desk> => (desk = await startDesk(options));
afterEach(() => desk.close());

const failure = (work: Promise<unknown>): Promise<ProviderError> =>
  work.then(
    () => Promise.reject(new Error('nothing failed')),
    (error: unknown) => error as ProviderError,
  );

describe('the access token', () => {
  it('is fetched once for everybody, with its parameters in the body', async () => {
    await start();
    const { provider } = desk;
    await Promise.all([provider.listAgents(signal), provider.check(signal), listAll(provider, { range: LAST_MONTH })]);
    const tokens = desk.vendor.server.exchanges.filter((exchange) => exchange.purpose === 'token');
    expect(tokens).toHaveLength(1);
    expect([...tokens[0]!.request.query]).toEqual([]);
    expect(tokens[0]!.request.body).toBe('grant_type=account_credentials&account_id=demo-account');
  });

  it('is replaced when another process has ended it, whatever the refusal looks like, and the question asked again', async () => {
    await start();
    await desk.provider.listAgents(signal);
    const { tokenUrl, clientId, clientSecret } = desk.vendor.settings;
    await fetch(String(tokenUrl), {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${String(clientId)}:${String(clientSecret)}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=account_credentials&account_id=demo-account',
    });
    desk.vendor.server.resetCounts();
    expect((await desk.provider.listAgents(signal)).length).toBe(8);
    expect(desk.vendor.server.exchanges.map((exchange) => exchange.status)).toEqual([401, 200, 200]);
  });

  it('is renewed a minute before its end', async () => {
    await start();
    await desk.provider.listAgents(signal);
    passTime(3599_000 - 61_000);
    await desk.provider.listAgents(signal);
    expect(desk.count('token')).toBe(1);
    passTime(2_000);
    await desk.provider.listAgents(signal);
    expect(desk.count('token')).toBe(2);
    expect(desk.vendor.server.exchanges.every((exchange) => exchange.status === 200)).toBe(true);
  });

  it('that is not given is a matter of the credentials', async () => {
    await start();
    desk.vendor.server.fault({
      fault: {
        kind: 'status',
        status: 400,
        body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
      },
      operation: 'token',
    });
    const error = await failure(desk.provider.listAgents(signal));
    expect(error).toMatchObject({ kind: 'unauthorized', code: 'invalid_client' });
    expect(error.message).toContain('clientSecret');
    expect(desk.count('token')).toBe(1);
  });
});

describe('the rate limits', () => {
  it('per second are waited for', async () => {
    await start();
    desk.vendor.server.fault({ fault: { kind: 'rate-limit' }, times: 1 });
    expect((await desk.provider.listAgents(signal)).length).toBe(8);
    expect(desk.count('users')).toBe(2);
  });

  it('of the day stop heavy questions for ten minutes, whatever Zoom names, and no others', async () => {
    await start();
    desk.vendor.server.fault({
      fault: { kind: 'rate-limit', retryAfterSeconds: 3600 },
      operation: 'voice_calls',
      times: 1,
    });
    const first = await failure(listAll(desk.provider, { range: LAST_MONTH }));
    expect(first).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 3600 });
    const second = await failure(listAll(desk.provider, { range: LAST_MONTH }));
    expect(second.kind).toBe('rate-limited');
    expect(second.retryAfterSeconds).toBe(600);
    expect(desk.count('voice_calls')).toBe(1);
    expect((await desk.provider.listAgents(signal)).length).toBe(8);
    passTime(600_000);
    expect((await listAll(desk.provider, { range: LAST_MONTH })).length).toBeGreaterThan(0);
  });

  it('of the day last until midnight in UTC where Zoom names no time', async () => {
    await start({ hasRetryAfter: false });
    desk.vendor.server.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 1 }, times: 1 });
    const error = await failure(listAll(desk.provider, { range: LAST_MONTH }));
    expect(error.retryAfterSeconds).toBe((12 * HOUR_MS) / 1000);
  });

  it('of the day are counted, since Zoom tells of them only once they are used up', async () => {
    await start();
    const { provider, clock } = desk;
    await listAll(provider, { range: LAST_MONTH });
    await provider.listAgents(signal);
    const limit = 15_000;
    const midnight = clock.now + 12 * HOUR_MS;
    const remaining = limit - desk.count('voice_calls');
    expect(remaining).toBeLessThan(limit);
    expect(provider.dayLimit!()).toEqual({ limit, remaining, resetsAt: midnight });
    desk.vendor.server.fault({ fault: { kind: 'rate-limit', retryAfterSeconds: 3600 }, times: 1 });
    await failure(listAll(provider, { range: LAST_MONTH }));
    expect(provider.dayLimit!()).toMatchObject({ remaining: 0 });
    clock.now = midnight;
    expect(provider.dayLimit!()).toEqual({ limit, remaining: limit, resetsAt: midnight + 24 * HOUR_MS });
  });

  it('name their end in seconds or as a date', async () => {
    for (const [text, seconds] of [
      ['7', 7],
      ['2026-04-30T12:00:09Z', 9],
      ['Thu, 30 Apr 2026 12:00:11 GMT', 11],
    ] as const) {
      await start();
      const body = { code: 429, message: 'Too many concurrent requests.' };
      const headers = { date: 'Thu, 30 Apr 2026 12:00:00 GMT', 'retry-after': text };
      const fault = { kind: 'status', status: 429, body, headers } as const;
      desk.vendor.server.fault({ fault, times: 1 });
      const error = await failure(desk.provider.listAgents(withDeadline(signal, 500)));
      expect(error).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: seconds });
      await desk.close();
    }
  });

  it('are kept to by themselves', async () => {
    const startedAt = performance.now();
    const now = () => DATA_SETS_END + Math.round(performance.now() - startedAt);
    await start({ hasLimits: true, now });
    const ids = desk.vendor
      .truth()
      .slice(0, 7)
      .map((place) => ({ nativeId: place.nativeId }));
    await Promise.all(ids.map((id) => desk.provider.getCalls([id], ROW_SELECTION, signal)));
    expect(desk.vendor.server.exchanges.filter((exchange) => exchange.status === 429)).toEqual([]);
    expect(desk.provider.status().rateLimit).toMatchObject({ limit: 5 });
  });
});

describe('joining what calls name', () => {
  it('brings the legs and the recordings of a hundred calls in few requests', async () => {
    await start({ count: 2000 });
    const calls = (await listAll(desk.provider, { range: LAST_MONTH })).slice(0, 100);
    desk.vendor.server.resetCounts();
    const legs = await desk.provider.getLegs!(calls, signal);
    expect(legs.every((slot) => valueOf(slot)!.length > 0)).toBe(true);
    expect(desk.count('voice_calls')).toBeLessThanOrEqual(2);
    await desk.provider.getRecordings!(calls, signal);
    expect(desk.vendor.server.count()).toBeLessThanOrEqual(4);
  });

  it('asks for the recordings of two far calls one by one, since the months between are longer', async () => {
    await start({ count: 60_000, dataSet: 'large' });
    const truth = desk.vendor.truth();
    const recorded = await desk.provider.getCalls(
      [...truth.slice(0, 30), ...truth.slice(30_000, 30_030)],
      ROW_SELECTION,
      signal,
    );
    const calls = recorded.map((slot) => valueOf(slot)!).filter((call) => call.recordings === undefined);
    const two = [calls[0]!, calls.at(-1)!];
    desk.vendor.server.resetCounts();
    const slots = await desk.provider.getRecordings!(two, signal);
    expect(slots.every((slot) => valueOf(slot)!.length > 0)).toBe(true);
    expect(desk.vendor.server.exchanges.map((exchange) => exchange.operation)).toEqual([
      'engagement_recordings',
      'engagement_recordings',
    ]);
  }, 30_000);

  it('asks for one agent by id and for several by the list', async () => {
    await start();
    const agents = await desk.provider.listAgents(signal);
    desk.vendor.server.resetCounts();
    const [only] = await desk.provider.getAgents([agents[0]!.nativeId], signal);
    expect(valueOf(only)).toEqual(agents[0]);
    await desk.provider.getAgents(
      agents.map((agent) => agent.nativeId),
      signal,
    );
    expect(desk.vendor.server.exchanges.map((exchange) => exchange.operation)).toEqual(['user', 'users']);
  });

  it('knows a queue under both of its ids', async () => {
    await start();
    const calls = await listAll(desk.provider, { range: LAST_MONTH });
    const call = calls.find((candidate) => candidate.queues!.length > 0)!;
    const row = call.row as { queues: { cc_queue_id: string; queue_id: string }[] };
    const { cc_queue_id, queue_id } = row.queues[0]!;
    const [one, other] = await desk.provider.getQueues!([cc_queue_id, queue_id], signal);
    expect(valueOf(one)?.name).toBe(call.queues![0]!.name);
    expect(valueOf(other)?.name).toBe(call.queues![0]!.name);
  });

  it('finds the calls of a queue by the id that their rows have, the lasting or the deprecated one', async () => {
    await start({ hasExamples: true });
    const calls = await listAll(desk.provider);
    const rowOf = (call: CallSession) => (call.row as { queues: { cc_queue_id?: string }[] }).queues[0]!;
    const old = calls.find((call) => call.queues!.length > 0 && rowOf(call).cc_queue_id === undefined)!;
    const lasting = calls.find((call) => call.queues!.length > 0 && rowOf(call).cc_queue_id !== undefined)!;
    for (const { queues } of [old, lasting]) {
      const [{ nativeId }] = queues as [Queue];
      const named = calls.filter((call) => call.queues!.some((queue) => queue.nativeId === nativeId));
      expect(placesOf(await listAll(desk.provider, { filter: { queueIds: [nativeId] } }))).toEqual(placesOf(named));
    }
    desk.vendor.server.resetCounts();
    const filter = { queueIds: [lasting.queues![0]!.nativeId] };
    expect(await countCalls(desk.provider, LAST_MONTH, filter, signal)).toBeGreaterThan(0);
    expect(desk.listed().some((query) => query.has('queue_ids'))).toBe(false);
  });

  it('reads an engagement that nobody knows as absent', async () => {
    await start();
    expect(await desk.provider.getEngagement('nobody', signal)).toBeNull();
    const [place] = desk.vendor.truth();
    expect(await desk.provider.getEngagement(place!.nativeId, signal)).toMatchObject({
      engagement_id: place!.nativeId,
    });
  });

  it('does not take every 404 for an absence', async () => {
    await start();
    const body = { code: 2300, message: 'This API endpoint is not recognized.' };
    desk.vendor.server.fault({ fault: { kind: 'status', status: 404, body } });
    expect((await failure(desk.provider.getEngagement('any', signal))).message).toContain('not recognized');
    expect((await failure(desk.provider.getAgents(['any'], signal))).message).toContain('GET /contact_center/users');
  });

  it('warns where the agents are hidden, and still tells of the calls', async () => {
    await start();
    desk.vendor.server.fault({ fault: { kind: 'forbidden' }, operation: 'users' });
    const check = await desk.provider.check(signal);
    expect(check.summary).toMatch(/^\d+ calls in the last day$/);
    expect(check.warnings).toHaveLength(1);
  });
});

describe('the bytes of a recording', () => {
  const openFirst = async () => {
    const calls = await listAll(desk.provider, { range: LAST_MONTH });
    const slots = await desk.provider.getRecordings!(calls, signal);
    const recordings = slots.flatMap((slot) => valueOf(slot)!);
    const recording = recordings.find((candidate) => candidate.transcript?.canOpen)!;
    const session = { nativeId: recording.sessionId, startedAt: recording.sessionStartedAt };
    return (kind: 'recording' | 'transcript') => ({ kind, nativeId: recording.nativeId, session });
  };

  it('are not followed to a host that nobody declared', async () => {
    await start();
    const key = await openFirst();
    const location = 'http://127.0.0.2:9/key-of-the-door';
    desk.vendor.server.fault({ fault: { kind: 'status', status: 302, headers: { location } }, operation: 'media' });
    const error = await failure(desk.provider.openMedia!(key('recording'), { method: 'GET' }, signal));
    expect(error).toMatchObject({ kind: 'misconfigured' });
    expect(error.message).not.toContain('key-of-the-door');
  });

  it('come with transcripts beside them', async () => {
    await start();
    const key = await openFirst();
    const opened = await desk.provider.openMedia!(key('transcript'), { method: 'GET' }, signal);
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened!.body) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toMatch(/^WEBVTT/);
  });

  it('are found without being told when the call was, and by a provider that has just started', async () => {
    await start();
    const key = (await openFirst())('recording');
    const fresh = await startDesk();
    const bare = { ...key, session: { nativeId: key.session.nativeId } };
    expect((await fresh.provider.openMedia!(bare, { method: 'HEAD' }, signal))?.status).toBe(200);
    await fresh.close();
  });

  it('survive a token that ended meanwhile', async () => {
    await start();
    const key = (await openFirst())('recording');
    desk.clock.now += 2 * HOUR_MS;
    const opened = await desk.provider.openMedia!(key, { method: 'GET', range: 'bytes=0-3' }, signal);
    expect(opened).toMatchObject({ status: 206, contentLength: 4 });
  });
});
