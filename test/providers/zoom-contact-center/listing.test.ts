import { afterEach, describe, expect, it } from 'vitest';
import { FULL_SELECTION, ROW_SELECTION, withFields } from '../../../src/domain/call-selection.ts';
import { DAY_MS } from '../../../src/time/instant.ts';
import { ALL_TIME, LAST_MONTH, listAll, listPages, placesOf, valueOf } from '../../conformance/read-list.ts';
import { type Desk, type DeskOptions, startDesk } from './start-desk.ts';
import { countCalls } from '../../support/ask-provider.ts';
import { PLACE_SELECTION } from '../../../src/domain/call-selection.ts';

const LAST_YEAR = { from: ALL_TIME.to - 300 * DAY_MS, to: ALL_TIME.to };
const signal = new AbortController().signal;
let desk: Desk;
const start = async (options?: DeskOptions): Promise<Desk> => (desk = await startDesk(options));
afterEach(() => desk.close());

describe('listing calls of Zoom Contact Center', () => {
  it('asks in UTC as an offset, never as "Z", in windows that a February holds', async () => {
    await start();
    await listAll(desk.provider, { range: ALL_TIME });
    for (const query of desk.listed()) {
      expect(query.get('from')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
      expect(query.get('to')).toMatch(/\+00:00$/);
      const length = Date.parse(query.get('to')!) - Date.parse(query.get('from')!);
      expect(length).toBeLessThanOrEqual(28 * DAY_MS);
    }
  });

  it('keeps the query of a walk as it is, page after page', async () => {
    await start({ count: 6000 });
    await listAll(desk.provider, { range: LAST_MONTH });
    const walked = desk.listed().filter((query) => query.has('next_page_token'));
    expect(walked.length).toBeGreaterThan(3);
    for (const query of desk.listed()) expect(query.get('page_size')).toBe('100');
  });

  it('begins a slice anew when its page token has died, and repeats no call', async () => {
    let isSlow = true;
    await start({
      count: 6000,
      between: (send, clock) => (request, askSignal) => {
        // Sixteen minutes pass between the provider's look at its clock and the vendor's.
        if (isSlow && request.url.includes('next_page_token')) {
          isSlow = false;
          clock.now += 16 * 60_000;
        }
        return send(request, askSignal);
      },
    });
    const calls = await listAll(desk.provider, { range: LAST_MONTH });
    const truth = desk.vendor
      .truth()
      .filter((place) => place.startedAt >= LAST_MONTH.from && place.startedAt < LAST_MONTH.to);
    expect(isSlow).toBe(false);
    expect(placesOf(calls)).toEqual(placesOf(truth));
  });

  it('never sends a page token past its life', async () => {
    await start({
      count: 6000,
      between: (send, clock) => async (request, askSignal) => {
        const reply = await send(request, askSignal);
        if (desk.listed().length === 2) clock.now += 15 * 60_000;
        return reply;
      },
    });
    await listAll(desk.provider, { range: LAST_MONTH });
    expect(desk.vendor.server.exchanges.every((exchange) => exchange.status !== 400)).toBe(true);
  });

  it('stops when a page comes again and again, and says so', async () => {
    let first: string | null = null;
    await start({
      count: 6000,
      between: (send) => async (request, askSignal) => {
        const reply = await send(request, askSignal);
        if (!request.url.includes('voice_calls?')) return reply;
        first ??= reply.text.includes('"next_page_token":""') ? null : reply.text;
        return first === null ? reply : { ...reply, text: first };
      },
    });
    await expect(listAll(desk.provider, { range: LAST_MONTH })).rejects.toMatchObject({ kind: 'unreadable' });
    expect(desk.listed().length).toBeLessThan(12);
  });

  it('reads no month for a page of 25', async () => {
    await start({ count: 60_000, dataSet: 'large' });
    for await (const page of listPages(desk.provider, { range: ALL_TIME, direction: 'DESC', expect: 25 })) {
      expect(page.calls.length).toBeGreaterThanOrEqual(25);
      break;
    }
    expect(desk.listed().length).toBeLessThanOrEqual(3);
    desk.vendor.server.resetCounts();
    for await (const page of listPages(desk.provider, { range: ALL_TIME, direction: 'DESC', expect: 25 })) {
      expect(page.calls.length).toBeGreaterThanOrEqual(25);
      break;
    }
    expect(desk.listed().length).toBe(1);
  });

  it('asks for legs only where they are selected', async () => {
    await start();
    await listAll(desk.provider, {
      range: LAST_MONTH,
      selection: withFields(ROW_SELECTION, ['agents', 'queues', 'cost']),
    });
    expect(desk.listed().some((query) => query.has('view_type'))).toBe(false);
    desk.vendor.server.resetCounts();
    const calls = await listAll(desk.provider, { range: LAST_MONTH, selection: withFields(ROW_SELECTION, ['legs']) });
    expect(desk.listed().every((query) => query.get('view_type') === 'detail')).toBe(true);
    expect(calls.every((call) => call.legs !== undefined)).toBe(true);
  });

  it('makes do with the summary where the account is sent no details', async () => {
    await start({ hasDetailView: false, count: 2000 });
    const calls = await listAll(desk.provider, { range: LAST_MONTH, selection: FULL_SELECTION });
    const ofOne = calls.filter((call) => call.agents!.length <= 1);
    const ofTwo = calls.filter((call) => call.agents!.length > 1);
    expect(ofTwo.length).toBeGreaterThan(0);
    expect(ofOne.every((call) => call.legs?.length === 1)).toBe(true);
    expect(ofTwo.every((call) => call.legs === null)).toBe(true);
  });

  it('reads the calls of known agents although one of the ids is unknown', async () => {
    await start();
    const all = await listAll(desk.provider, { range: LAST_MONTH });
    const id = all.flatMap((call) => call.agents ?? [])[0]!.nativeId;
    const filter = { agentIds: ['nobody', id, 'no-one'] };
    const calls = await listAll(desk.provider, { range: LAST_MONTH, filter });
    expect(placesOf(calls)).toEqual(
      placesOf(all.filter((call) => call.agents?.some((agent) => agent.nativeId === id))),
    );
    expect(await listAll(desk.provider, { range: LAST_MONTH, filter: { agentIds: ['nobody'] } })).toEqual([]);
  });

  it('asks once for an id that Zoom does not know, however long the range', async () => {
    await start();
    const filter = { agentIds: ['nobody'] };
    expect(await listAll(desk.provider, { range: ALL_TIME, filter })).toEqual([]);
    expect(desk.listed()).toHaveLength(1);
    desk.vendor.server.resetCounts();
    expect(await countCalls(desk.provider, LAST_YEAR, filter, signal)).toBe(0);
    expect(desk.listed()).toHaveLength(1);
  });

  it('does not ask again for the unknown one of several ids', async () => {
    await start();
    const all = await listAll(desk.provider, { range: ALL_TIME });
    const id = all.flatMap((call) => call.agents ?? [])[0]!.nativeId;
    desk.vendor.server.resetCounts();
    await listAll(desk.provider, { range: ALL_TIME, filter: { agentIds: ['nobody', id] } });
    expect(desk.listed().length).toBeGreaterThan(3);
    expect(desk.listed().filter((query) => query.get('user_ids')?.includes('nobody'))).toHaveLength(1);
  });

  it('asks nobody for a blank id', async () => {
    await start();
    expect(desk.provider.prepare({ agentIds: [' '] }, PLACE_SELECTION).applied.has('agentIds')).toBe(false);
    await expect(
      listAll(desk.provider, { range: ALL_TIME, filter: { vendor: { userIds: [' '] } } }),
    ).rejects.toMatchObject({ code: 'BAD_FILTER' });
    expect(desk.listed()).toEqual([]);
  });

  it('takes only the row that has the id it looked for', async () => {
    await start({ dataSet: 'even' });
    const [call] = await listAll(desk.provider, { range: LAST_MONTH });
    const other = 'AAAAAAAAAAAAAAAAAAAAAA';
    const careless = await startDesk({
      between: (send) => (request, caller) => {
        const url = new URL(request.url);
        if (url.searchParams.get('engagement_id') === other) url.searchParams.set('engagement_id', call!.nativeId);
        return send({ ...request, url: url.href }, caller);
      },
    });
    const keys = [{ nativeId: other, startedAt: call!.startedAt }];
    const found = await careless.provider.getCalls(keys, ROW_SELECTION, signal);
    await careless.close();
    expect(found).toEqual([null]);
  });

  it('asks for more values than Zoom takes in several lists, and tells a call once', async () => {
    await start();
    const teamNames = ['Day shift', ...Array.from({ length: 25 }, (_, index) => `Team ${index}`), 'Night shift'];
    const calls = await listAll(desk.provider, { range: LAST_MONTH, filter: { vendor: { teamNames } } });
    const all = await listAll(desk.provider, { range: LAST_MONTH });
    expect(placesOf(calls)).toEqual(placesOf(all.filter((call) => call.agents!.length > 0)));
    for (const query of desk.listed())
      expect((query.get('team_names') ?? '').split(',').length).toBeLessThanOrEqual(20);
  });

  it('picks out the calls with a queue, which Zoom cannot be asked for', async () => {
    await start();
    const withQueue = await listAll(desk.provider, { range: LAST_MONTH, filter: { vendor: { hasNoQueue: false } } });
    const without = await listAll(desk.provider, { range: LAST_MONTH, filter: { vendor: { hasNoQueue: true } } });
    expect(withQueue.every((call) => call.queues!.length > 0)).toBe(true);
    expect(without.every((call) => call.queues!.length === 0)).toBe(true);
    expect(withQueue.length + without.length).toBe((await listAll(desk.provider, { range: LAST_MONTH })).length);
  });

  it('counts by the totals of slices that share no second', async () => {
    await start({ count: 2000 });
    const truth = desk.vendor.truth();
    const range = { from: truth[100]!.startedAt, to: truth[1500]!.startedAt };
    const inside = truth.filter((place) => place.startedAt >= range.from && place.startedAt < range.to);
    expect(await countCalls(desk.provider, range, {}, signal)).toBe(inside.length);
    for (const query of desk.listed()) expect(query.get('page_size')).toBe('1');
    expect(await countCalls(desk.provider, range, { outcome: ['ANSWERED'] }, signal)).toBeNull();
    const years = { from: range.to - 800 * DAY_MS, to: range.to };
    expect(await countCalls(desk.provider, years, {}, signal)).toBeNull();
  });

  it('serves the documented example as documented', async () => {
    await start({ hasExamples: true });
    const key = { nativeId: '3XilEfOvQEKRIWMWhX1jDg', startedAt: Date.UTC(2026, 2, 2, 9, 14, 5) };
    const [slot] = await desk.provider.getCalls([key], ROW_SELECTION, signal);
    expect(valueOf(slot)).toMatchObject({ durationSeconds: 195, outcome: 'ANSWERED', cost: { amount: '0.019' } });
  });
});
