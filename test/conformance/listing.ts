import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FULL_SELECTION } from '../../src/domain/call-selection.ts';
import { type CallSession, type OrderDirection, compareCalls } from '../../src/domain/call-session.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import type { CallPage } from '../../src/domain/provider.ts';
import { type TimeRange, isWithin } from '../../src/time/time-range.ts';
import { ALL_TIME, LAST_MONTH, listAll, listPages, placesOf } from './read-list.ts';
import { NOW, type StartWorld, type World } from './world.ts';
import { countCalls } from '../support/ask-provider.ts';

/** Order, ranges, ties, windows and pages. */
export function describeListing(start: StartWorld): void {
  describe('listing calls', () => {
    let world: World;
    beforeAll(async () => {
      world = await start('even', 400);
    });
    afterAll(() => world.close());

    const truthWithin = (range: TimeRange) => placesOf(world.truth.filter((place) => isWithin(range, place.startedAt)));

    it('lists every call once, oldest first', async () => {
      const calls = await listAll(world.createProvider(), { direction: 'ASC' });
      expect(calls).toEqual([...calls].sort(compareCalls));
      expect(placesOf(calls)).toEqual(placesOf(world.truth));
    });

    it('lists every call once, newest first, in the exact reverse', async () => {
      const calls = await listAll(world.createProvider(), { direction: 'DESC' });
      expect(placesOf(calls)).toEqual(placesOf(world.truth).reverse());
    });

    it('includes a call at the start of the range and not one at its end', async () => {
      const range = { from: world.truth[100]!.startedAt, to: world.truth[180]!.startedAt };
      const calls = await listAll(world.createProvider(), { range });
      expect(placesOf(calls)).toEqual(truthWithin(range));
      expect(calls[0]!.startedAt).toBe(range.from);
      expect(calls.at(-1)!.startedAt).toBeLessThan(range.to);
    });

    it('keeps calls of one second together at both ends of a range', async () => {
      const ties = world.truth.filter((place, index) => place.startedAt === world.truth[index - 1]?.startedAt);
      expect(ties.length).toBeGreaterThan(2);
      const range = { from: ties[0]!.startedAt, to: ties.at(-1)!.startedAt };
      for (const direction of ['ASC', 'DESC'] as const) {
        const calls = await listAll(world.createProvider(), { range, direction });
        expect(placesOf(calls).sort()).toEqual(truthWithin(range).sort());
        const whole = { from: range.to, to: range.to + SECOND_MS };
        const last = await listAll(world.createProvider(), { range: whole, direction });
        expect(placesOf(last).sort()).toEqual(truthWithin(whole).sort());
      }
    });

    it('takes ranges that do not lie on whole seconds', async () => {
      const range = { from: world.truth[10]!.startedAt - 400, to: world.truth[30]!.startedAt + 600 };
      expect(placesOf(await listAll(world.createProvider(), { range }))).toEqual(truthWithin(range));
      const later = { from: world.truth[10]!.startedAt + 1, to: world.truth[30]!.startedAt };
      expect(placesOf(await listAll(world.createProvider(), { range: later }))).toEqual(truthWithin(later));
    });

    for (const direction of ['ASC', 'DESC'] as const) {
      it(`says with each page how far the list has come, ${direction}`, async () => {
        const pages: CallPage[] = [];
        for await (const page of listPages(world.createProvider(), { direction, expect: 30 })) pages.push(page);
        expectBorders(pages, ALL_TIME, direction);
      });

      it(`comes to the end of a range that lies between seconds, ${direction}`, async () => {
        const range = { from: world.truth[10]!.startedAt - 400, to: world.truth[30]!.startedAt + 600 };
        const pages: CallPage[] = [];
        for await (const page of listPages(world.createProvider(), { range, direction, expect: 10 })) pages.push(page);
        expectBorders(pages, range, direction);
      });

      it(`goes on from where a page ended, ${direction}`, async () => {
        const provider = world.createProvider();
        const seen: CallSession[] = [];
        let left: TimeRange = ALL_TIME;
        for (let reads = 0; left.from < left.to && reads < 2000; reads += 1) {
          for await (const page of listPages(provider, { range: left, direction, expect: 40 })) {
            seen.push(...page.calls);
            left = direction === 'ASC' ? { from: page.through, to: left.to } : { from: left.from, to: page.through };
            break;
          }
        }
        const truth = placesOf(world.truth);
        expect(placesOf(seen)).toEqual(direction === 'ASC' ? truth : truth.reverse());
      });
    }

    it('brings the same calls whatever is selected', async () => {
      const calls = await listAll(world.createProvider(), { range: LAST_MONTH, selection: FULL_SELECTION });
      expect(placesOf(calls)).toEqual(truthWithin(LAST_MONTH));
    });

    it('asks nothing for an empty range', async () => {
      const provider = world.createProvider();
      const before = world.server?.count();
      expect(await listAll(provider, { range: { from: NOW, to: NOW } })).toEqual([]);
      expect(world.server?.count()).toBe(before);
    });

    it('counts the calls of a range, or says that it cannot', async () => {
      const provider = world.createProvider();
      const count = await countCalls(provider, LAST_MONTH, {}, new AbortController().signal);
      if (provider.traits.countsCheaply) expect(count).toBe(truthWithin(LAST_MONTH).length);
      else expect([null, truthWithin(LAST_MONTH).length]).toContain(count);
    });

    it('says a total only when it is the true one', async () => {
      for await (const page of listPages(world.createProvider(), { range: LAST_MONTH, expect: 20 })) {
        if (page.total !== undefined) expect(page.total).toBe(truthWithin(LAST_MONTH).length);
      }
    });

    it('stops when the caller goes away', async () => {
      const provider = world.createProvider();
      const gone = new AbortController();
      const reason = new Error('gone');
      gone.abort(reason);
      await expect(listAll(provider, { signal: gone.signal })).rejects.toBe(reason);
    });
  });

  describe('listing what is hard to list', () => {
    for (const dataSet of ['burst', 'sparse', 'fold', 'months'] as const) {
      it(`lists ${dataSet} as it is, both ways`, async () => {
        const world = await start(dataSet);
        try {
          const provider = world.createProvider();
          const truth = placesOf(world.truth);
          expect(placesOf(await listAll(provider, { direction: 'ASC', expect: 5000 }))).toEqual(truth);
          expect(placesOf(await listAll(provider, { direction: 'DESC', expect: 100 }))).toEqual([...truth].reverse());
        } finally {
          await world.close();
        }
      });
    }

    it('crosses months of silence in few requests', async () => {
      const world = await start('sparse');
      try {
        const silence = { from: NOW - 299 * DAY_MS, to: NOW - 58 * DAY_MS };
        expect(await listAll(world.createProvider(), { range: silence, expect: 50 })).toEqual([]);
        expect(world.server?.count() ?? 0).toBeLessThanOrEqual(20);
      } finally {
        await world.close();
      }
    });
  });
}

function expectBorders(pages: readonly CallPage[], range: TimeRange, direction: OrderDirection): void {
  const isAscending = direction === 'ASC';
  let border = isAscending ? range.from : range.to;
  for (const page of pages) {
    const [from, to] = isAscending ? [border, page.through] : [page.through, border];
    for (const call of page.calls) {
      expect(call.startedAt).toBeGreaterThanOrEqual(from);
      expect(call.startedAt).toBeLessThan(to);
    }
    expect(isAscending ? page.through >= border : page.through <= border).toBe(true);
    border = page.through;
  }
  expect(border).toBe(isAscending ? range.to : range.from);
}
