import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallFilter, fieldsOf, matchesFilter } from '../../src/domain/call-filter.ts';
import { digitsOf } from '../../src/domain/phone-number.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import { LAST_MONTH, listWhole, placesOf } from './read-list.ts';
import type { OptionalMember } from './members.ts';
import type { StartWorld, World } from './world.ts';
import { countCalls } from '../support/ask-provider.ts';
import { PLACE_SELECTION } from '../../src/domain/call-selection.ts';

/** Filters: applied by the provider or declared unapplied, and right in the end. */
export function describeFilters(start: StartWorld, has: ReadonlySet<OptionalMember>): void {
  describe('filtering calls', () => {
    let world: World;
    let calls: CallSession[];
    beforeAll(async () => {
      world = await start('even', 400);
      calls = await listWhole(world.createProvider(), { range: LAST_MONTH });
    });
    afterAll(() => world.close());

    const answered = () => calls.find((call) => call.outcome === 'ANSWERED' && (call.agents?.length ?? 0) > 0)!;
    const filters: Readonly<Record<string, () => CallFilter>> = {
      'a direction': () => ({ direction: ['INBOUND'] }),
      'two directions': () => ({ direction: ['INBOUND', 'OUTBOUND'] }),
      'a direction nobody has': () => ({ direction: ['INTERNAL'] }),
      'a kind': () => ({ kind: ['CALL'] }),
      'other kinds': () => ({ kind: ['CALLBACK', 'FAX'] }),
      'the outcome ANSWERED': () => ({ outcome: ['ANSWERED'] }),
      'the outcomes MISSED and BUSY': () => ({ outcome: ['MISSED', 'BUSY'] }),
      'the outcome UNKNOWN': () => ({ outcome: ['UNKNOWN'] }),
      'an agent': () => ({ agentIds: [answered().agents![0]!.nativeId] }),
      'an agent nobody knows': () => ({ agentIds: ['404404404'] }),
      'a customer number': () => ({ customerNumber: [answered().customer!.number!] }),
      'a customer number, spelled with spaces': () => ({ customerNumber: [spaced(answered().customer!.number!)] }),
      'two customer numbers': () => ({ customerNumber: numbersOf(calls, 'customer').slice(0, 2) }),
      'a line number': () => ({ lineNumber: numbersOf(calls, 'line').slice(0, 1) }),
      'a number of either side': () => ({ number: [numbersOf(calls, 'line')[0]!, numbersOf(calls, 'customer')[0]!] }),
      'a shortest duration': () => ({ durationSeconds: { min: 60 } }),
      'a longest duration': () => ({ durationSeconds: { max: 30 } }),
      'a duration, both ends included': () => ({
        durationSeconds: { min: answered().durationSeconds!, max: answered().durationSeconds! },
      }),
      'calls with a recording': () => ({ hasRecording: true }),
      'calls without a recording': () => ({ hasRecording: false }),
      'a part of a number': () => ({ numberContains: digitsOf(answered().customer!.number!).slice(-6, -1) }),
      'words of a name or a note': () => ({ text: wordOf(calls) }),
      'a talk time': () => ({ talkSeconds: { min: 10, max: 120 } }),
      'a waiting time': () => ({ waitSeconds: { min: 5 } }),
      'a rating': () => ({ rating: { min: 1 } }),
      'all but the answered calls': () => ({ not: { outcome: ['ANSWERED'] } }),
      'all but short inbound calls': () => ({ not: { direction: ['INBOUND'], durationSeconds: { max: 60 } } }),
      'all but some calls of an agent': () => ({
        not: { agentIds: [answered().agents![0]!.nativeId], not: { direction: ['INBOUND'] } },
      }),
      'nothing at all': () => ({ not: {} }),
      'several fields at once': () => ({ direction: ['INBOUND'], outcome: ['ANSWERED'], durationSeconds: { min: 20 } }),
    };

    for (const [name, filterOf] of Object.entries(filters)) {
      it(`lists ${name}`, async () => {
        const filter = filterOf();
        const provider = world.createProvider();
        const plan = provider.prepare(filter, PLACE_SELECTION);
        const expected = calls.filter((call) => matchesFilter(call, filter, fieldsOf(filter)));
        if (plan.matchesNothing) {
          expect(expected).toEqual([]);
          return;
        }
        const listed = await listWhole(provider, { range: LAST_MONTH, filter });
        const applied = fieldsOf(filter).filter((field) => plan.applied.has(field));
        expect(listed.filter((call) => !matchesFilter(call, filter, applied))).toEqual([]);
        const rest = fieldsOf(filter).filter((field) => !plan.applied.has(field));
        expect(placesOf(listed.filter((call) => matchesFilter(call, filter, rest)))).toEqual(placesOf(expected));
      });

      it(`counts ${name}, or says that it cannot`, async () => {
        const filter = filterOf();
        const count = await countCalls(world.createProvider(), LAST_MONTH, filter, new AbortController().signal);
        const expected = calls.filter((call) => matchesFilter(call, filter, fieldsOf(filter))).length;
        expect([null, expected]).toContain(count);
      });
    }

    it.runIf(has.has('getQueues'))('filters by a queue', async () => {
      const provider = world.createProvider();
      const queue = calls.flatMap((call) => call.queues ?? [])[0];
      const filter: CallFilter = { queueIds: [queue!.nativeId] };
      const plan = provider.prepare(filter, PLACE_SELECTION);
      const listed = await listWhole(provider, { range: LAST_MONTH, filter });
      const expected = calls.filter((call) => matchesFilter(call, filter, ['queueIds']));
      expect(expected.length).toBeGreaterThan(0);
      if (plan.applied.has('queueIds')) expect(placesOf(listed)).toEqual(placesOf(expected));
      else
        expect(placesOf(listed.filter((call) => matchesFilter(call, filter, ['queueIds'])))).toEqual(
          placesOf(expected),
        );
    });

    it('knows that an empty list matches nothing, and asks nobody', async () => {
      const provider = world.createProvider();
      const before = world.server?.count();
      for (const filter of [
        { direction: [] },
        { outcome: [] },
        { agentIds: [] },
        { customerNumber: [] },
      ] satisfies CallFilter[]) {
        expect(provider.prepare(filter, PLACE_SELECTION).matchesNothing).toBe(true);
        expect(await listWhole(provider, { range: LAST_MONTH, filter })).toEqual([]);
        expect(await countCalls(provider, LAST_MONTH, filter, new AbortController().signal)).toBe(0);
      }
      expect(world.server?.count()).toBe(before);
    });
  });
}

const spaced = (number: string): string =>
  /^\+?\d{8,}$/.test(number) ? number.replace(/(\d{3})(?=\d)/g, '$1 ') : number;

function numbersOf(calls: readonly CallSession[], side: 'customer' | 'line'): string[] {
  return [...new Set(calls.flatMap((call) => call[side]?.number ?? []))];
}

/** A part of a word that some call has, in another case; any word where no call has one. */
function wordOf(calls: readonly CallSession[]): string {
  const texts = calls.flatMap(({ customer, note }) => [customer?.displayName, note]);
  const word = texts.flatMap((text) => text?.match(/\p{L}{4,}/gu) ?? [])[0] ?? 'nobody';
  return word.slice(1).toUpperCase();
}
