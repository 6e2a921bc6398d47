import { describe, expect, it } from 'vitest';
import { PLACE_SELECTION } from '../../src/domain/call-selection.ts';
import type { CallSession } from '../../src/domain/call-session.ts';
import { createDeadlines } from '../../src/loaders/create-deadlines.ts';
import { DAY_MS, SECOND_MS } from '../../src/time/instant.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { RELATION_EVIDENCE, type RelationEvidence } from '../../src/domain/call-references.ts';
import { createDirectoryCache } from '../../src/loaders/directory-cache.ts';
import { createLoaders } from '../../src/loaders/index.ts';
import { joinPage } from '../../src/loaders/join-page.ts';
import { type PageJoins, type RelatedCall, relatedKey } from '../../src/loaders/joined-call.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeCall } from '../support/make-call.ts';
import { type MemoryProvider, type MemoryProviderOptions, createMemoryProvider } from '../support/memory-provider.ts';

const clock = createFakeClock();
const START = clock.now() - DAY_MS;
const BY_IDS: readonly RelationEvidence[] = ['SHARED_SESSION_ID', 'SHARED_EXTERNAL_ID'];

type Given = Partial<CallSession> & { readonly nativeId: string };

const ids = (sessionIds: readonly string[], externalIds: readonly string[] = []) => ({
  references: { sessionIds, externalIds },
});
const customer = (number: string, defaultCountry: string | null = 'GB') => ({
  customer: { number, displayName: null, defaultCountry },
});

/** A portal that writes down other systems' ids, a telephony platform that owns session ids, and a third that has neither. */
function createWorld(
  given: { readonly portal?: readonly Given[]; readonly pbx?: readonly Given[]; readonly desk?: readonly Given[] },
  options: Partial<Record<'portal' | 'pbx' | 'desk', Partial<MemoryProviderOptions>>> = {},
) {
  const create = (key: 'portal' | 'pbx' | 'desk', own: Partial<MemoryProviderOptions>): MemoryProvider =>
    createMemoryProvider({
      calls: (given[key] ?? []).map((call) => makeCall({ provider: key, startedAt: START, ...call })),
      now: clock.now,
      ...own,
      ...options[key],
      key,
    });
  const portal = create('portal', {
    linkedBy: ['sessionIds', 'externalIds'],
    isNativeId: (text) => /^p\d+$/.test(text),
  });
  const pbx = create('pbx', { traits: { ownsSessionIds: true }, isNativeId: (text) => /^\d+$/.test(text) });
  const desk = create('desk', { isNativeId: (text) => /^d\d+$/.test(text) });
  const providers = [portal, pbx, desk];
  const scope = {
    providers: new Map(providers.map((provider) => [provider.key, provider])),
    deadlines: createDeadlines(),
    signal: new AbortController().signal,
    directoryCache: createDirectoryCache({ now: clock.now }),
    fresh: false,
  };
  const loaders = createLoaders(scope);

  /** What is related to each call of one provider, as "provider id evidence". */
  const relatedOf = async (
    key: 'portal' | 'pbx' | 'desk',
    via: readonly RelationEvidence[] = BY_IDS,
    toleranceSeconds = 15,
    joins: PageJoins = {},
  ) => {
    const question = { via, toleranceSeconds };
    const calls = (given[key] ?? []).map((call) => makeCall({ provider: key, startedAt: START, ...call }));
    const related = { questions: [question], selectionFor: () => PLACE_SELECTION, joins };
    const page = await joinPage(calls, { related }, loaders);
    const lists = calls.map((call) => page.of(call).related?.get(relatedKey(question)) ?? null);
    return {
      lists,
      problems: page.problems,
      texts: lists.map((list) => (list instanceof Error ? list.kind : textsOf(list))),
    };
  };
  const asked = () => providers.map(({ requests }) => requests.total);
  return { portal, pbx, desk, relatedOf, asked };
}

const textsOf = (list: readonly RelatedCall[] | null): string[] | null =>
  list && list.map(({ session, via }) => `${session.call.provider} ${session.call.nativeId} ${via}`);

describe('related calls by ids', () => {
  it('are found from the row that carries a session id, and from the session back', async () => {
    const given = { portal: [{ nativeId: 'p1', ...ids(['77']) }], pbx: [{ nativeId: '77' }] };
    expect((await createWorld(given).relatedOf('portal')).texts).toEqual([['pbx 77 SHARED_SESSION_ID']]);
    expect((await createWorld(given).relatedOf('pbx')).texts).toEqual([['portal p1 SHARED_SESSION_ID']]);
  });

  it('are found from the row that carries an external id, and from that call back', async () => {
    const given = { portal: [{ nativeId: 'p1', ...ids([], ['d5']) }], desk: [{ nativeId: 'd5' }] };
    expect((await createWorld(given).relatedOf('portal')).texts).toEqual([['desk d5 SHARED_EXTERNAL_ID']]);
    expect((await createWorld(given).relatedOf('desk')).texts).toEqual([['portal p1 SHARED_EXTERNAL_ID']]);
  });

  it('are found where both carry what a third system calls the call', async () => {
    const given = {
      portal: [{ nativeId: 'p1', ...ids([], ['crm-9']) }],
      desk: [{ nativeId: 'd5', ...ids([], ['crm-9']) }],
    };
    const options = { desk: { linkedBy: ['externalIds'] } } as const;
    expect((await createWorld(given, options).relatedOf('portal')).texts).toEqual([['desk d5 SHARED_EXTERNAL_ID']]);
    expect((await createWorld(given, options).relatedOf('desk')).texts).toEqual([['portal p1 SHARED_EXTERNAL_ID']]);
  });

  it('come once, by the strongest evidence', async () => {
    const given = {
      portal: [{ nativeId: 'p1', direction: 'INBOUND' as const, ...ids(['77'], ['77']), ...customer('07700900123') }],
      pbx: [{ nativeId: '77', direction: 'INBOUND' as const, ...customer('+447700900123') }],
    };
    const { texts } = await createWorld(given).relatedOf('portal', RELATION_EVIDENCE);
    expect(texts).toEqual([['pbx 77 SHARED_SESSION_ID']]);
    const { texts: back } = await createWorld(given).relatedOf('pbx', ['SAME_NUMBER_AND_TIME', 'SHARED_EXTERNAL_ID']);
    expect(back).toEqual([['portal p1 SHARED_EXTERNAL_ID']]);
  });

  it('are all that share an id, in order of evidence and start, and never one of the same provider', async () => {
    const given = {
      portal: [
        { nativeId: 'p2', startedAt: START + SECOND_MS, ...ids(['77']) },
        { nativeId: 'p1', ...ids(['77']) },
        { nativeId: 'p0', ...ids([], ['77']) },
      ],
      pbx: [{ nativeId: '77' }],
    };
    const world = createWorld(given);
    expect((await world.relatedOf('pbx')).texts).toEqual([
      ['portal p1 SHARED_SESSION_ID', 'portal p2 SHARED_SESSION_ID', 'portal p0 SHARED_EXTERNAL_ID'],
    ]);
    expect((await createWorld(given).relatedOf('portal')).texts).toEqual([
      ['pbx 77 SHARED_SESSION_ID'],
      ['pbx 77 SHARED_SESSION_ID'],
      ['pbx 77 SHARED_EXTERNAL_ID'],
    ]);
  });

  it('are not calls of another week that happen to have the id', async () => {
    const given = {
      portal: [{ nativeId: 'p1', ...ids(['77']) }],
      pbx: [{ nativeId: '77', startedAt: START - 7 * DAY_MS }],
    };
    expect((await createWorld(given).relatedOf('portal')).texts).toEqual([[]]);
  });

  it('cost a page one question to each provider that may know them, and none to any other', async () => {
    const count = 100;
    const given = {
      portal: Array.from({ length: count }, (_, index) => ({
        nativeId: `p${index}`,
        ...ids([String(index)], ['x y']),
      })),
      pbx: Array.from({ length: count }, (_, index) => ({ nativeId: String(index) })),
    };
    const fromPortal = createWorld(given);
    const { texts } = await fromPortal.relatedOf('portal');
    expect(texts).toEqual(Array.from({ length: count }, (_, index) => [`pbx ${index} SHARED_SESSION_ID`]));
    expect(fromPortal.asked()).toEqual([0, 1, 0]);
    const fromPbx = createWorld(given);
    await fromPbx.relatedOf('pbx');
    expect(fromPbx.asked()).toEqual([1, 0, 0]);
  });

  it('ask nobody for an id that has not the form of a call there', async () => {
    const world = createWorld({ portal: [{ nativeId: 'p1', ...ids([], ['externalCall.716f.177313']) }] });
    expect((await world.relatedOf('portal')).texts).toEqual([[]]);
    expect(world.asked()).toEqual([0, 0, 0]);
  });

  it('are none where nothing counts as evidence', async () => {
    const world = createWorld({ portal: [{ nativeId: 'p1', ...ids(['77']) }], pbx: [{ nativeId: '77' }] });
    expect((await world.relatedOf('portal', [])).texts).toEqual([[]]);
    expect(world.asked()).toEqual([0, 0, 0]);
  });

  it('bring their own parts, joined like those of a page', async () => {
    const given = {
      portal: [{ nativeId: 'p1', ...ids(['77']) }],
      pbx: [{ nativeId: '77', agents: [{ provider: 'pbx', nativeId: 'ada' }] }],
    };
    const agents = [{ nativeId: 'ada', displayName: 'Ada Marsh', email: null, extension: null, isActive: true }];
    const options = { pbx: { brings: [], agents: agents.map((agent) => ({ ...agent, provider: 'pbx' })) } };
    const world = createWorld(given, options);
    const { lists } = await world.relatedOf('portal', BY_IDS, 15, { recordings: true });
    expect(lists[0]).toMatchObject([{ session: { recordings: [], legs: undefined } }]);
    expect(world.pbx.requests).toMatchObject({ getCalls: 1, getRecordings: 1, total: 2 });
  });
});

describe('related calls by number and time', () => {
  const evidence = ['SAME_NUMBER_AND_TIME'] as const;
  const call = (nativeId: string, secondsLater: number, changes: Partial<CallSession> = {}): Given => ({
    nativeId,
    startedAt: START + secondsLater * SECOND_MS,
    direction: 'INBOUND',
    ...customer('+447700900123'),
    ...changes,
  });

  it('have the number in any spelling, the direction, and a start within the tolerance, both ends included', async () => {
    const given = {
      portal: [call('p1', 0, customer('07700 900123'))],
      pbx: [
        call('1', -16),
        call('2', -15),
        call('3', 15, customer('447700900123')),
        call('4', 16),
        call('5', 0, { direction: 'OUTBOUND' }),
        call('6', 0, customer('+447700900124')),
      ],
      desk: [call('d1', 1)],
    };
    const { texts } = await createWorld(given).relatedOf('portal', evidence);
    expect(texts).toEqual([
      ['pbx 2 SAME_NUMBER_AND_TIME', 'desk d1 SAME_NUMBER_AND_TIME', 'pbx 3 SAME_NUMBER_AND_TIME'],
    ]);
    const { texts: exact } = await createWorld(given).relatedOf('portal', evidence, 0);
    expect(exact).toEqual([[]]);
  });

  it('are the same where a provider does not filter by number itself', async () => {
    const given = { portal: [call('p1', 0)], pbx: [call('1', 3), call('2', 3, customer('+447700900124'))] };
    const world = createWorld(given, { pbx: { applies: [] }, desk: { applies: [] } });
    expect((await world.relatedOf('portal', evidence)).texts).toEqual([['pbx 1 SAME_NUMBER_AND_TIME']]);
  });

  it('are not guessed where the number is hidden or the direction is not known', async () => {
    const given = {
      portal: [
        call('p1', 0, customer('hidden')),
        call('p2', 0, { direction: 'UNKNOWN' }),
        call('p3', 0, { customer: null }),
      ],
      pbx: [call('1', 0, customer('hidden')), call('2', 0, { direction: 'UNKNOWN' })],
    };
    const world = createWorld(given);
    expect((await world.relatedOf('portal', evidence)).texts).toEqual([[], [], []]);
    expect(world.asked()).toEqual([0, 0, 0]);
  });

  it('cost a page of a hundred one list at each other provider', async () => {
    const portal = Array.from({ length: 100 }, (_, index) =>
      call(`p${index}`, index * 600, customer(`+4477009${String(index).padStart(5, '0')}`)),
    );
    const pbx = portal.map((each, index) => ({ ...each, nativeId: String(index) }));
    const world = createWorld({ portal, pbx }, { pbx: { pageSize: 200 } });
    const { texts } = await world.relatedOf('portal', evidence);
    expect(texts).toEqual(portal.map((_, index) => [`pbx ${index} SAME_NUMBER_AND_TIME`]));
    expect(world.asked()).toEqual([0, 1, 1]);
    expect(world.pbx.queries).toHaveLength(1);
  });

  it('leave out long silences where the list cannot be narrowed to the numbers', async () => {
    const minutes = [0, 1, 2, 9, 60 * 24 * 40, 60 * 24 * 40 + 30];
    const portal = minutes.map((minute) => call(`p${minute}`, -minute * 60));
    const world = createWorld({ portal, pbx: [] }, { pbx: { applies: [] } });
    await world.relatedOf('portal', evidence);
    const listed = world.pbx.queries.reduce((sum, { range }) => sum + range.to - range.from, 0);
    expect(world.pbx.queries).toHaveLength(2);
    expect(listed).toBeLessThan(DAY_MS);
  });

  it('say where a row that cannot be read may have been one', async () => {
    const world = createWorld({ portal: [call('p1', 0)], pbx: [call('1', 0), call('2', 1)] });
    world.pbx.garble(['1']);
    const { texts, problems } = await world.relatedOf('portal', evidence);
    expect(texts).toEqual([['pbx 2 SAME_NUMBER_AND_TIME']]);
    expect(problems).toMatchObject([{ provider: 'pbx', kind: 'unreadable' }]);
  });
});

describe('a provider that cannot be asked for related calls', () => {
  it('fails those calls that may be related to its own, and no other', async () => {
    const given = {
      portal: [{ nativeId: 'p1', ...ids(['77']) }, { nativeId: 'p2', ...ids([], ['d5']) }, { nativeId: 'p3' }],
      pbx: [{ nativeId: '77' }],
      desk: [{ nativeId: 'd5' }],
    };
    const world = createWorld(given);
    world.pbx.failWith('unavailable');
    const { lists, texts, problems } = await world.relatedOf('portal');
    expect(texts).toEqual(['unavailable', ['desk d5 SHARED_EXTERNAL_ID'], []]);
    expect(lists[0]).toBeInstanceOf(ProviderError);
    expect(problems).toEqual([lists[0]]);
  });
});

describe('what related calls are read with', () => {
  it('is what was selected of them, and no more than the evidence needs', async () => {
    const given = {
      portal: [{ nativeId: 'p1', ...ids(['77']) }],
      pbx: [{ nativeId: '77', ...ids(['12']), agents: [{ provider: 'pbx', nativeId: 'ada' }] }],
    };
    const { lists } = await createWorld(given).relatedOf('portal');
    const [related] = lists[0] as readonly RelatedCall[];
    expect(related!.session.call).toMatchObject({ nativeId: '77', agents: undefined, recordings: undefined });
    expect(related!.session.call.references).toBeUndefined();
  });
});
