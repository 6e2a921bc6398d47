import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROW_SELECTION } from '../../src/domain/call-selection.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import { distinctLines, toLine } from '../../src/domain/line.ts';
import { LAST_MONTH, listAll, valueOf } from './read-list.ts';
import type { StartWorld, World } from './world.ts';

/** Calls, agents and queues by id. */
export function describeLookUps(start: StartWorld): void {
  describe('finding by id', () => {
    let world: World;
    let calls: CallSession[];
    const signal = new AbortController().signal;
    beforeAll(async () => {
      world = await start('even', 400);
      calls = await listAll(world.createProvider(), { range: LAST_MONTH });
    });
    afterAll(() => world.close());

    it('answers in the order of the ids, null for the unknown in its place', async () => {
      const [first, second, third] = [calls[3]!, calls[40]!, calls[17]!];
      const keys = [
        { nativeId: first.nativeId, startedAt: first.startedAt },
        { nativeId: '1234567890123', startedAt: first.startedAt },
        { nativeId: second.nativeId, startedAt: second.startedAt },
        { nativeId: third.nativeId, startedAt: third.startedAt },
        { nativeId: first.nativeId, startedAt: first.startedAt },
      ];
      const found = await world.createProvider().getCalls(keys, ROW_SELECTION, signal);
      expect(found.map((slot) => valueOf(slot)?.nativeId ?? null)).toEqual([
        first.nativeId,
        null,
        second.nativeId,
        third.nativeId,
        first.nativeId,
      ]);
    });

    it('finds a call without being told when it started', async () => {
      const call = calls[5]!;
      const [found] = await world.createProvider().getCalls([{ nativeId: call.nativeId }], ROW_SELECTION, signal);
      expect(valueOf(found)?.nativeId).toBe(call.nativeId);
    });

    it('brings the same call by id as by list', async () => {
      const keys = calls.slice(0, 20).map(({ nativeId, startedAt }) => ({ nativeId, startedAt }));
      const found = await world.createProvider().getCalls(keys, ROW_SELECTION, signal);
      for (const [index, slot] of found.entries()) {
        const { startedAt, endedAt, direction, kind, outcome, customer, line, durationSeconds } = calls[index]!;
        expect(valueOf(slot)).toMatchObject({
          startedAt,
          endedAt,
          direction,
          kind,
          outcome,
          customer,
          line,
          durationSeconds,
        });
      }
    });

    it('finds a hundred calls in fewer requests than calls', async () => {
      const many = await listAll(world.createProvider(), {});
      const provider = world.createProvider();
      const keys = many.slice(0, 100).map(({ nativeId, startedAt }) => ({ nativeId, startedAt }));
      const before = world.server?.count() ?? 0;
      const found = await provider.getCalls(keys, ROW_SELECTION, signal);
      expect(found.map((slot) => valueOf(slot)?.nativeId)).toEqual(keys.map((key) => key.nativeId));
      expect((world.server?.count() ?? 0) - before).toBeLessThan(100);
    });

    it('asks nothing for no ids', async () => {
      const provider = world.createProvider();
      const before = world.server?.count();
      expect(await provider.getCalls([], ROW_SELECTION, signal)).toEqual([]);
      expect(await provider.getAgents([], signal)).toEqual([]);
      expect(world.server?.count()).toBe(before);
    });

    it('knows the ids of its calls by their form', () => {
      const provider = world.createProvider();
      expect(calls.filter(({ nativeId }) => !provider.isNativeId(nativeId))).toEqual([]);
    });

    it('finds the agents that calls name, in the order of the ids', async () => {
      const provider = world.createProvider();
      const named = await listAll(provider, { range: LAST_MONTH, selection: withAgents });
      const ids = [...new Set(named.flatMap((call) => call.agents?.map((agent) => agent.nativeId) ?? []))];
      expect(ids.length).toBeGreaterThan(1);
      const asked = [ids[0]!, '404404404', ...ids.slice(1), ids[0]!];
      const agents = await provider.getAgents(asked, signal);
      expect(agents.map((slot) => valueOf(slot)?.nativeId ?? null)).toEqual([ids[0]!, null, ...ids.slice(1), ids[0]!]);
      for (const slot of agents) if (valueOf(slot)) expect(valueOf(slot)?.displayName).toMatch(/\w \w/);
    });

    it('lists its agents by id', async () => {
      const agents = await world.createProvider().listAgents(signal);
      const ids = agents.map((agent) => agent.nativeId);
      expect(ids.length).toBeGreaterThan(1);
      expect(ids).toEqual([...new Set(ids)].sort());
    });

    it('lists its queues by id, and all that its calls wait in are among them', async () => {
      const provider = world.createProvider();
      const queues = (await provider.listQueues?.(signal)) ?? [];
      const ids = queues.map((queue) => queue.nativeId);
      expect(ids.length > 1).toBe(provider.getQueues !== undefined);
      expect(ids).toEqual([...new Set(ids)].sort());
      expect(queues.every(({ provider: key, name }) => key === provider.key && name !== null)).toBe(true);
      const again = await provider.getQueues?.(ids, signal);
      expect(again?.map(valueOf) ?? []).toEqual(queues);
      const waited = await listAll(provider, { range: LAST_MONTH, selection: withLegs });
      const named = waited.flatMap(({ queues: own, legs }) => [
        ...(own ?? []),
        ...(legs ?? []).flatMap(({ queue }) => queue ?? []),
      ]);
      expect(named.filter(({ nativeId }) => !ids.includes(nativeId))).toEqual([]);
    });

    it('lists its lines, each number once however it is spelled, and those of its calls are among them', async () => {
      const provider = world.createProvider();
      if (provider.listLines === undefined) return;
      const lines = (await provider.listLines(signal)) ?? [];
      const ids = lines.map((line) => line.nativeId);
      expect(ids.length).toBeGreaterThan(1);
      expect(ids).toEqual([...new Set(ids)].sort());
      const called = distinctLines(calls.flatMap(({ line }) => toLine(provider.key, line, null) ?? []));
      expect(called.length).toBeGreaterThan(1);
      expect(called.filter(({ nativeId }) => !ids.includes(nativeId))).toEqual([]);
    });
  });
}

const withLegs = { ...ROW_SELECTION, fields: new Set([...ROW_SELECTION.fields, 'queues' as const, 'legs' as const]) };
const withAgents = { ...ROW_SELECTION, fields: new Set([...ROW_SELECTION.fields, 'agents' as const]) };
