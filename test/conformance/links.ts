import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallLink } from '../../src/domain/call-references.ts';
import { ROW_SELECTION, withFields } from '../../src/domain/call-selection.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import type { LinkedCalls } from '../../src/domain/provider.ts';
import { DAY_MS } from '../../src/time/instant.ts';
import { LAST_MONTH, listAll, valueOf } from './read-list.ts';
import type { StartWorld, World } from './world.ts';

const selection = withFields(ROW_SELECTION, ['references']);

/** Ids of other systems: carried by rows, and followed back to them. */
export function describeLinks(start: StartWorld): void {
  describe('following ids of other systems', () => {
    let world: World;
    let calls: CallSession[];
    let kinds: LinkedCalls['by'];
    const signal = new AbortController().signal;
    beforeAll(async () => {
      world = await start('even', 400);
      const provider = world.createProvider();
      kinds = provider.linkedCalls!.by;
      calls = await listAll(provider, { range: LAST_MONTH, selection });
    });
    afterAll(() => world.close());

    const linksBy = (by: keyof NonNullable<CallSession['references']>): CallLink[] =>
      calls.flatMap(({ references, startedAt }) => (references?.[by] ?? []).map((id) => ({ by, id, startedAt })));
    const idsOf = (by: LinkedCalls['by'][number], id: string): string[] =>
      calls.filter(({ references }) => references?.[by].includes(id)).map(({ nativeId }) => nativeId);

    it('finds calls by the ids they carry, each in the slot of its link', async () => {
      expect(kinds.length).toBeGreaterThan(0);
      for (const by of kinds) {
        const links = linksBy(by);
        expect(links.length).toBeGreaterThan(3);
        const unknown = { by, id: '5550001112223', startedAt: calls[0]!.startedAt };
        const asked = [links[0]!, unknown, ...links.slice(1), links[0]!];
        const slots = await world.createProvider().linkedCalls!.get(asked, selection, signal);
        expect(slots).toHaveLength(asked.length);
        for (const [index, slot] of slots.entries())
          expect(valueOf(slot)!.map(({ nativeId }) => nativeId)).toEqual(idsOf(by, asked[index]!.id));
        expect(valueOf(slots[1])).toEqual([]);
      }
    });

    it('finds calls by their own ids in the same question, and carries what is selected', async () => {
      const call = calls[7]!;
      const links: CallLink[] = [
        { by: 'nativeId', id: call.nativeId, startedAt: call.startedAt + DAY_MS / 2 },
        { by: 'nativeId', id: 'no id of anybody', startedAt: call.startedAt },
      ];
      const [found, none] = await world.createProvider().linkedCalls!.get(links, selection, signal);
      expect(valueOf(found)).toMatchObject([{ nativeId: call.nativeId, direction: call.direction, line: call.line }]);
      expect(valueOf(none)).toEqual([]);
    });

    it('follows the links of a page of a hundred calls in one request at most', async () => {
      const provider = world.createProvider();
      const page = calls.slice(0, 100);
      await listAll(provider, { range: { from: page[0]!.startedAt, to: page[0]!.startedAt + 1000 }, selection });
      const before = world.server?.count() ?? 0;
      const links = page.flatMap(({ nativeId, startedAt }, index): CallLink[] => [
        { by: 'nativeId', id: nativeId, startedAt },
        ...kinds.map((by) => ({ by, id: String(4_202_760_000 + index), startedAt })),
      ]);
      const slots = await provider.linkedCalls!.get(links, selection, signal);
      expect(slots.flatMap((slot) => valueOf(slot)!).length).toBeGreaterThanOrEqual(page.length);
      expect((world.server?.count() ?? before) - before).toBeLessThanOrEqual(1);
    });

    it('asks nothing for no links', async () => {
      const provider = world.createProvider();
      const before = world.server?.count();
      expect(await provider.linkedCalls!.get([], selection, signal)).toEqual([]);
      expect(world.server?.count()).toBe(before);
    });
  });
}
