import { describe, expect, it } from 'vitest';
import { type CallFilter, CallFilterError } from '../../../src/domain/call-filter.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { createLastingQueues } from '../../../src/providers/zoom-contact-center/api/read-fields.ts';
import { planFilter } from '../../../src/providers/zoom-contact-center/calls/filter.ts';

const lastingQueues = createLastingQueues();
lastingQueues.set('q', true);
const plan = (filter: CallFilter) => planFilter(filter, { defaultCountry: 'GB', lastingQueues });
const appliedOf = (filter: CallFilter) => [...plan(filter).applied];

describe('a filter asked of Zoom', () => {
  it('sends what a parameter expresses exactly', () => {
    expect(plan({ agentIds: ['a', 'b', 'a'] })).toMatchObject({ queries: [{ user_ids: 'a,b' }], isExact: true });
    expect(plan({ queueIds: ['q'] })).toMatchObject({ queries: [{ cc_queue_ids: 'q' }], isExact: true });
    expect(plan({ kind: ['CALLBACK'] }).queries).toEqual([{ types: 'external_callback_call,internal_callback_call' }]);
    expect(appliedOf({ agentIds: ['a'], queueIds: ['q'], kind: ['CALLBACK', 'FAX'] })).toEqual([
      'agentIds',
      'queueIds',
      'kind',
    ]);
  });

  it('asks by both ids of a queue where nobody knows yet which of them is given', () => {
    const { queries, keeps, isExact } = plan({ queueIds: ['q', 'either'] });
    expect(queries).toEqual([{ cc_queue_ids: 'q,either' }, { queue_ids: 'q,either' }]);
    expect(isExact).toBe(false);
    const callOf = (nativeId: string) =>
      ({ queues: [{ provider: 'desk', nativeId, name: null }] }) as unknown as CallSession;
    expect(['either', 'its lasting id'].map((id) => keeps(callOf(id)))).toEqual([true, false]);
  });

  it('sends one customer number as E.164, however it was spelled', () => {
    expect(plan({ customerNumber: ['020 7946 0001'] })).toMatchObject({
      queries: [{ consumer_number: '+442079460001' }],
      isExact: true,
    });
    expect(appliedOf({ customerNumber: ['+442079460001', '+442079460002'] })).toEqual([]);
    expect(appliedOf({ customerNumber: ['12'] })).toEqual([]);
  });

  it('narrows by a direction and leaves it to the caller: internal calls have one, too', () => {
    expect(plan({ direction: ['INBOUND'] })).toMatchObject({ queries: [{ direction: 'inbound' }], isExact: false });
    expect(appliedOf({ direction: ['INBOUND'] })).toEqual([]);
    expect(plan({ direction: ['INTERNAL'] }).queries).toEqual([{}]);
  });

  it('leaves to the caller what has no parameter', () => {
    const filter: CallFilter = { outcome: ['ANSWERED'], number: ['1'], lineNumber: ['1'], hasRecording: true };
    expect(plan({ ...filter, kind: ['CALL'] })).toMatchObject({ queries: [{}], isExact: false });
    expect(appliedOf({ ...filter, kind: ['CALL'] })).toEqual([]);
  });

  it('knows what Zoom never has', () => {
    expect(plan({ outcome: ['BUSY', 'ONGOING'] }).matchesNothing).toBe(true);
    expect(plan({ kind: ['FAX'] }).matchesNothing).toBe(true);
    expect(plan({ kind: ['FAX', 'CALL', 'CALLBACK'] })).toMatchObject({ matchesNothing: false, isExact: true });
  });

  it('splits lists that are longer than Zoom takes, every part with every other', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`);
    const { queries, isExact } = plan({ agentIds: ids(45), vendor: { ccQueueIds: ids(21) } });
    expect(queries).toHaveLength(6);
    for (const query of queries)
      for (const list of Object.values(query)) expect(list.split(',').length).toBeLessThanOrEqual(20);
    expect(isExact).toBe(false);
  });

  it('refuses lists of its own whose parts would multiply past what a window may take', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`);
    expect(plan({ vendor: { userIds: ids(100), ccQueueIds: ids(100) } }).requestsPerWindow).toBe(25);
    expect(() => plan({ vendor: { userIds: ids(400), ccQueueIds: ids(400) } })).toThrow(
      /^zoomContactCenter: these lists \(user_ids, cc_queue_ids\) would take 400 requests/,
    );
    const lists = ['userIds', 'queueIds', 'ccQueueIds', 'regionIds', 'regionNames', 'teamIds', 'teamNames'];
    const vendor = Object.fromEntries(lists.map((name) => [name, ids(400)]));
    expect(() => plan({ vendor })).toThrow(CallFilterError);
  });

  it('leaves to the caller the agents and queues whose parts would multiply past that', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`);
    expect(plan({ agentIds: ids(500) })).toMatchObject({ requestsPerWindow: 25 });
    const many = plan({ agentIds: ids(501), queueIds: ids(240) });
    expect([...many.applied]).toEqual(['queueIds']);
    expect(many.requestsPerWindow).toBe(24);
    expect([...plan({ agentIds: ids(501), queueIds: ids(260) }).applied]).toEqual([]);
    expect(plan({ agentIds: ids(501), queueIds: ids(260) }).queries).toEqual([{}]);
  });

  it('takes every parameter of Zoom by its own value', () => {
    const vendor = {
      types: ['external_call', 'internal_call'],
      subTypes: ['flow_initiated_outgoing_call'],
      distribution: 'acd',
      consumerNumber: '+442079460001',
      direction: 'outbound',
      userIds: ['u'],
      engagementId: 'e',
      queueIds: ['q'],
      ccQueueIds: ['c'],
      countryIsoCodes: ['GB'],
      numberTypes: ['byoc_number'],
      regionIds: ['r'],
      regionNames: ['Main Region'],
      teamIds: ['t'],
      teamNames: ['Day shift'],
    };
    expect(plan({ vendor })).toMatchObject({
      isExact: true,
      queries: [
        {
          types: 'external_call,internal_call',
          sub_types: 'flow_initiated_outgoing_call',
          distribution: 'acd',
          consumer_number: '+442079460001',
          direction: 'outbound',
          user_ids: 'u',
          engagement_id: 'e',
          queue_ids: 'q',
          cc_queue_ids: 'c',
          country_iso_codes: 'GB',
          number_types: 'byoc_number',
          region_ids: 'r',
          region_names: 'Main Region',
          team_ids: 't',
          team_names: 'Day shift',
        },
      ],
    });
  });

  it('never lets one filter overwrite another', () => {
    const { queries, applied } = plan({
      agentIds: ['a'],
      direction: ['INBOUND'],
      vendor: { userIds: ['b'], direction: 'outbound' },
    });
    expect(queries).toEqual([{ user_ids: 'b', direction: 'outbound' }]);
    expect([...applied]).toEqual(['vendor']);
  });

  it('asks for calls without a queue, and picks out those with one itself', () => {
    expect(plan({ vendor: { hasNoQueue: true } })).toMatchObject({
      queries: [{ cc_queue_ids: 'none' }],
      isExact: true,
    });
    expect(plan({ vendor: { hasNoQueue: false } })).toMatchObject({ queries: [{}], isExact: false });
    expect(plan({ vendor: { hasNoQueue: true, ccQueueIds: ['c'] } }).matchesNothing).toBe(true);
  });

  it.each([
    ['an unknown value', { types: ['external_fax'] }, 'UNSUPPORTED_FILTER'],
    ['an unknown field', { page_size: '5' }, 'UNSUPPORTED_FILTER'],
    ['a list in place of a value', { direction: ['inbound'] }, 'UNSUPPORTED_FILTER'],
    ['a comma, which would make two values of one', { teamNames: ['Day, late'] }, 'UNSUPPORTED_FILTER'],
    ['no country code', { countryIsoCodes: ['uk!'] }, 'UNSUPPORTED_FILTER'],
    ['the word for no queue among ids', { ccQueueIds: ['none'] }, 'UNSUPPORTED_FILTER'],
    ['an empty text', { engagementId: '' }, 'BAD_FILTER'],
    ['null, which says nothing', { engagementId: null }, 'BAD_FILTER'],
    ['null in place of a list', { userIds: null }, 'BAD_FILTER'],
    ['null for a yes or no', { hasNoQueue: null }, 'BAD_FILTER'],
  ])('refuses %s before anything is sent', (_name, vendor, code) => {
    expect(() => plan({ vendor })).toThrow(CallFilterError);
    expect(() => plan({ vendor })).toThrow(expect.objectContaining({ code }));
  });

  it("matches nothing with an empty list of Zoom's own", () => {
    expect(plan({ vendor: { userIds: [] } }).matchesNothing).toBe(true);
  });

  it('does not send what would mean something else in a list', () => {
    expect(plan({ agentIds: ['a,b'] })).toMatchObject({ queries: [{}], isExact: false });
    expect(plan({ queueIds: ['none'] })).toMatchObject({ queries: [{}], isExact: false });
  });
});
