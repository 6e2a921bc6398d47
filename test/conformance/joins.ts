import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FULL_SELECTION, ROW_SELECTION, withFields } from '../../src/domain/call-selection.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { Recording } from '../../src/domain/recording.ts';
import { LAST_MONTH, listAll, valueOf } from './read-list.ts';
import type { OptionalMember } from './members.ts';
import type { StartWorld, World } from './world.ts';

/** Legs, recordings, queues and bytes: for many calls at once. */
export function describeJoins(start: StartWorld, has: ReadonlySet<OptionalMember>): void {
  describe('joining the parts of calls', () => {
    let world: World;
    let calls: CallSession[];
    const signal = new AbortController().signal;
    beforeAll(async () => {
      world = await start('even', 400);
      calls = await listAll(world.createProvider(), {
        range: LAST_MONTH,
        selection: withFields(ROW_SELECTION, ['recordings', 'legs']),
      });
    });
    afterAll(() => world.close());

    const recordingsOf = async (provider: Provider): Promise<Recording[]> => {
      const slots = await provider.getRecordings!(calls, signal);
      return slots.flatMap((slot) => valueOf(slot) ?? []);
    };

    it.runIf(has.has('getLegs'))('brings the legs of many calls, each in the slot of its call', async () => {
      const provider = world.createProvider();
      const slots = await provider.getLegs!(calls, signal);
      expect(slots).toHaveLength(calls.length);
      const legs = slots.map((slot) => valueOf(slot)!);
      expect(legs.flat().length).toBeGreaterThan(calls.length / 2);
      for (const [index, list] of legs.entries()) {
        for (const leg of list)
          expect(leg).toMatchObject({ provider: provider.key, sessionId: calls[index]!.nativeId });
        const starts = list.map((leg) => leg.startedAt ?? 0);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }
      const ids = legs.flat().map((leg) => leg.nativeId);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it.runIf(has.has('getRecordings'))(
      'brings the recordings of many calls, each in the slot of its call, none for those without',
      async () => {
        const provider = world.createProvider();
        const slots = await provider.getRecordings!(calls, signal);
        expect(slots).toHaveLength(calls.length);
        const lists = slots.map((slot) => valueOf(slot)!);
        expect(lists.flat().length).toBeGreaterThan(0);
        expect(lists.some((list) => list.length === 0)).toBe(true);
        for (const [index, list] of lists.entries()) {
          const { nativeId, startedAt } = calls[index]!;
          for (const recording of list) {
            expect(recording).toMatchObject({
              provider: provider.key,
              sessionId: nativeId,
              sessionStartedAt: startedAt,
            });
          }
        }
      },
    );

    it.runIf(has.has('getRecordings'))('brings the same recordings with the row as by themselves', async () => {
      const provider = world.createProvider();
      const joined = (await recordingsOf(provider)).map((recording) => recording.nativeId).sort();
      const carried = await listAll(provider, { range: LAST_MONTH, selection: FULL_SELECTION });
      const rows = carried.filter((call) => call.recordings !== undefined);
      if (rows.length < carried.length) return;
      expect(rows.flatMap((call) => call.recordings?.map((recording) => recording.nativeId) ?? []).sort()).toEqual(
        joined,
      );
    });

    it.runIf(has.has('openMedia'))('opens a recording as a stream, whole and in part', async () => {
      const provider = world.createProvider();
      const [recording] = await recordingsOf(provider);
      const key = mediaKeyOf(recording!);
      const whole = await provider.openMedia!(key, { method: 'GET' }, signal);
      const bytes = await readBytes(whole!.body);
      expect(whole).toMatchObject({ status: 200 });
      expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
      const part = await provider.openMedia!(key, { method: 'GET', range: 'bytes=44-99' }, signal);
      expect(part).toMatchObject({ status: 206, contentRange: `bytes 44-99/${bytes.length}` });
      expect(await readBytes(part!.body)).toEqual(bytes.subarray(44, 100));
    });

    it.runIf(has.has('openMedia'))('answers null for a recording that is gone', async () => {
      const provider = world.createProvider();
      const [recording] = await recordingsOf(provider);
      const gone = { ...mediaKeyOf(recording!), nativeId: goneIdOf(recording!.nativeId) };
      expect(await provider.openMedia!(gone, { method: 'GET' }, signal)).toBeNull();
    });

    it.runIf(has.has('getQueues'))('finds the queues that calls name', async () => {
      const provider = world.createProvider();
      const named = await listAll(provider, { range: LAST_MONTH, selection: FULL_SELECTION });
      const legs = named.some((call) => call.queues === undefined) ? await provider.getLegs!(named, signal) : [];
      const queues = named.flatMap(
        (call, index) => call.queues ?? valueOf(legs[index])?.flatMap((leg) => leg.queue ?? []) ?? [],
      );
      const id = queues[0]!.nativeId;
      const found = await provider.getQueues!(['404404404', id], signal);
      expect(found.map((slot) => valueOf(slot)?.nativeId ?? null)).toEqual([null, id]);
      expect(valueOf(found[1])?.name).toBe(queues[0]!.name ?? valueOf(found[1])?.name);
    });

    it('reads costs as exact digits', async () => {
      const provider = world.createProvider();
      const priced = await listAll(provider, { range: LAST_MONTH, selection: FULL_SELECTION });
      const joined = priced.some((call) => call.cost === undefined) ? await provider.getCosts!(priced, signal) : [];
      const costs = priced.map((call, index) =>
        call.cost === undefined ? (valueOf(joined[index])?.session ?? null) : call.cost,
      );
      const known = costs.filter((cost) => cost !== null);
      expect(known.length).toBeGreaterThan(0);
      for (const cost of known) expect(cost.amount).toMatch(/^-?\d+(\.\d+)?$/);
    });
  });
}

const mediaKeyOf = (recording: Recording) => ({
  kind: 'recording' as const,
  nativeId: recording.nativeId,
  session: { nativeId: recording.sessionId, startedAt: recording.sessionStartedAt },
});

/** An id of the same form that names nothing. */
const goneIdOf = (id: string): string => id.replace(/[0-9a-f]{4}$/i, (tail) => (tail === '0000' ? '1111' : '0000'));

async function readBytes(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
