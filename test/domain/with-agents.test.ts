import { describe, expect, it } from 'vitest';
import { matchesFilter, fieldsOf, matchesNothing } from '../../src/domain/call-filter.ts';
import { withAgents } from '../../src/domain/with-agents.ts';
import { makeCall } from '../support/make-call.ts';

const callOf = (...ids: string[]) =>
  makeCall({
    provider: 'p',
    nativeId: 'c',
    startedAt: 0,
    agents: ids.map((nativeId) => ({ provider: 'p', nativeId })),
  });
const passes = (filter: ReturnType<typeof withAgents>, ...ids: string[]) =>
  matchesFilter(callOf(...ids), filter, fieldsOf(filter));

describe('a filter by agents of several lists', () => {
  it('is passed by calls that somebody of each list took part in', () => {
    const filter = withAgents({ agentIds: ['ada', 'ben'] }, ['clara']);
    expect(passes(filter, 'ada', 'clara')).toBe(true);
    expect(passes(filter, 'clara')).toBe(false);
    expect(passes(filter, 'ada', 'ben')).toBe(false);
    const narrower = withAgents(filter, ['dora', 'ada']);
    expect(passes(narrower, 'ada', 'clara')).toBe(true);
    expect(passes(narrower, 'ben', 'clara')).toBe(false);
  });

  it('asks one list where the others say no more', () => {
    expect(withAgents({}, ['ada'])).toEqual({ agentIds: ['ada'] });
    expect(withAgents({ agentIds: ['ada', 'ben'] }, ['ada'])).toEqual({ agentIds: ['ada'] });
    expect(withAgents({ agentIds: ['ada'] }, ['ben', 'ada'])).toEqual({ agentIds: ['ada'] });
    expect(withAgents({ agentIds: ['ada'] }, ['ada'])).toEqual({ agentIds: ['ada'] });
    expect(withAgents(withAgents({ agentIds: ['a'] }, ['b']), ['b', 'c'])).toEqual({
      agentIds: ['b'],
      alongside: [['a']],
    });
  });

  it('matches nothing where one of the lists is empty', () => {
    expect(matchesNothing(withAgents({ agentIds: ['ada'] }, []))).toBe(true);
    expect(matchesNothing(withAgents({ agentIds: [] }, ['ada']))).toBe(true);
  });
});
