import { describe, expect, it } from 'vitest';
import type { Agent } from '../../src/domain/agent.ts';
import {
  type Person,
  type PersonSetting,
  comparePlaces,
  gatherPeople,
  personOfAgent,
  placeOf,
} from '../../src/domain/people.ts';

const agent = (provider: string, nativeId: string, displayName: string | null, email: string | null = null): Agent => ({
  provider,
  nativeId,
  displayName,
  email,
  extension: null,
  isActive: true,
});
const shown = ({ displayName, agents }: Person): string =>
  `${displayName}: ${agents.map(({ provider, nativeId }) => `${provider} ${nativeId}`).join(', ')}`;
const gather = (agents: readonly Agent[], settings: readonly PersonSetting[] = []) =>
  gatherPeople(agents, settings).inOrder.map(shown);

const ADA = agent('portal', '11', 'Ada Marsh', 'ada@example.com');
const ADA_AT_DESK = agent('desk', 'x', 'Ada', 'Ada@Example.COM ');
const BEN = agent('portal', '12', 'Ben Okafor');

describe('people', () => {
  it('are agents with one address in whatever case; whoever has none is a person of their own', () => {
    expect(gather([ADA, BEN, ADA_AT_DESK, agent('desk', 'y', 'Ben Okafor'), agent('pbx', '1', null)])).toEqual([
      'Ada: desk x, portal 11',
      'Ben Okafor: desk y',
      'Ben Okafor: portal 12',
      'null: pbx 1',
    ]);
  });

  it('are not joined by a text that is no address', () => {
    expect(gather([agent('a', '1', 'A', 'none'), agent('b', '1', 'B', 'none')])).toHaveLength(2);
  });

  it('are those that the settings name together, with whoever has the address of one of them', () => {
    const settings = [
      {
        name: 'Ada M.',
        agents: [
          { provider: 'pbx', nativeId: '9' },
          { provider: 'portal', nativeId: '11' },
        ],
      },
    ];
    expect(gather([ADA, ADA_AT_DESK, BEN, agent('pbx', '9', 'a.marsh')], settings)).toEqual([
      'Ada M.: desk x, pbx 9, portal 11',
      'Ben Okafor: portal 12',
    ]);
  });

  it('stay apart where the settings say so, whatever address they share', () => {
    const settings = [
      { name: 'Early', agents: [{ provider: 'portal', nativeId: '11' }] },
      { name: 'Late', agents: [{ provider: 'desk', nativeId: 'x' }] },
    ];
    const other = agent('pbx', '3', 'Shared', 'ADA@example.com');
    expect(gather([ADA, ADA_AT_DESK, other], settings)).toEqual(['Early: portal 11', 'Late: desk x', 'Shared: pbx 3']);
  });

  it('of the settings have an agent that no directory lists', () => {
    const settings = [{ name: 'Zoe', agents: [{ provider: 'pbx', nativeId: '404' }] }];
    expect(gather([], settings)).toEqual(['Zoe: pbx 404']);
  });

  it('have the address of the first agent that has one', () => {
    const [ada] = gatherPeople([ADA, ADA_AT_DESK]).inOrder;
    expect(ada?.email?.trim()).toBe('Ada@Example.COM');
  });

  it('are found by every key that one of their agents gives them, and nobody else is', () => {
    const people = gatherPeople(
      [ADA, ADA_AT_DESK, BEN],
      [{ name: 'Ada M.', agents: [{ provider: 'portal', nativeId: '11' }] }],
    );
    const byAddress = personOfAgent(ADA_AT_DESK).key;
    expect(byAddress.by).toBe('email');
    expect(people.find(byAddress)).toMatchObject({ displayName: 'Ada M.', key: { by: 'name' } });
    expect(people.find({ by: 'agent', provider: 'desk', nativeId: 'x' })?.displayName).toBe('Ada M.');
    expect(people.find({ by: 'agent', provider: 'desk', nativeId: '12' })).toBeNull();
    expect(people.find({ by: 'email', mark: 'x' })).toBeNull();
  });

  it('have keys that repeat neither an address nor a name', () => {
    const settings = [{ name: 'Ada M.', agents: [{ provider: 'portal', nativeId: '11' }] }];
    const keys = JSON.stringify([personOfAgent(ADA).key, gatherPeople([ADA], settings).inOrder[0]!.key]);
    expect(keys).not.toMatch(/ada/i);
    expect(personOfAgent(ADA).key).toEqual(personOfAgent(ADA_AT_DESK).key);
  });

  it('stand in one order, whoever is there', () => {
    const agents = ['b', 'B', 'a', null, 'Ä', 'ab'].map((name, index) => agent('p', String(index), name));
    const { inOrder } = gatherPeople(agents);
    const shuffled = gatherPeople(agents.toReversed()).inOrder;
    expect(shuffled.map(shown)).toEqual(inOrder.map(shown));
    expect(inOrder.toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b)))).toEqual(inOrder);
    expect(inOrder.at(-1)?.displayName).toBeNull();
  });
});
