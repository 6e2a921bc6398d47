import type { DemoVoiceCall } from './voice-call.ts';

/**
 * The records of Zoom's own example reply: every value it gives, word for word, invented ones where it has only a
 * placeholder for a type ("<string>").
 */
export const EXAMPLE_CALLS: readonly DemoVoiceCall[] = [
  {
    engagementId: '3XilEfOvQEKRIWMWhX1jDg',
    startedAt: Date.UTC(2026, 2, 2, 9, 14, 5),
    endedAt: Date.UTC(2026, 2, 2, 9, 17, 20),
    countryIsoCode: 'US',
    fields: {
      direction: 'inbound',
      call_legs: ['inbound'],
      distributions: ['acd'],
      types: ['external_call'],
      caller_number: '+18108001001',
      caller_number_type: 'virtual_service_number',
      callee_number: '+12055437350',
      callee_number_type: 'toll_free_number',
      consumer_number: '+18108001001',
      consumer_display_name: 'Customer 1',
      queues: [{ queue_id: 'Ql3qxUWXSHes4PmcOmzyOg', cc_queue_id: 'd95avl1eRJ-H162PZUJ-qg', queue_name: 'Billing' }],
      agents: [
        {
          user_id: 'ukAAkZKfROKMSw1bj_RDFQ',
          display_name: 'Agent 1',
          user_email: 'agent1@example.com',
          user_region: 'Main Region',
          team_ids: [],
          team_names: [],
        },
      ],
      flows: [{ flow_id: 'zeYjXoDOS_eV1QmTpj63PQ', flow_name: 'Main line' }],
      country_name: 'United States',
      recorded: true,
      monitored: false,
      inbox: false,
      result: 'completed',
      caller_id: '+18108001001',
      calling_party: 'consumer',
      charge: '$0.019',
      rates: ['$0.019'],
      charge_type: 'per_minute',
    },
    legs: [],
  },
  ...seedRecords(),
];

function seedRecords(): DemoVoiceCall[] {
  const shared = {
    caller_number: '+18108001001',
    caller_number_type: 'virtual_service_number',
    callee_number: '+12055437350',
    callee_number_type: 'byoc_number',
    consumer_number: '+18108001001',
    consumer_display_name: 'Customer 1',
    queues: [
      { queue_id: 'Ql3qxUWXSHes4PmcOmzyOg', queue_name: 'Billing' },
      { queue_id: 'Yd8bqWxRQ2mVn3sJtK7w1A', queue_name: 'Sales' },
    ],
    agents: [
      { user_id: 'ukAAkZKfROKMSw1bj_RDFQ', display_name: 'Agent 1' },
      { user_id: '8fZWJ2n1T0uTbc3vKxq4Rg', display_name: 'Agent 2' },
    ],
    flows: [
      { flow_id: 'zeYjXoDOS_eV1QmTpj63PQ', flow_name: 'Main line' },
      { flow_id: '-2kQnL8yS5eT0pVwXb9m_A', flow_name: 'Out of hours' },
    ],
    country_name: 'United States',
    recorded: false,
    monitored: false,
    inbox: false,
    caller_id: '+18108001001',
    charge: '$0.019',
    rates: ['$0.019', '$0.021'],
    charge_type: 'per_minute',
  };
  return [
    {
      engagementId: '_vR0x9wQTb6mHc2Zl-YkWg',
      startedAt: Date.UTC(2026, 2, 2, 10, 0, 0),
      endedAt: Date.UTC(2026, 2, 2, 10, 2, 30),
      countryIsoCode: 'US',
      fields: {
        ...shared,
        direction: 'outbound',
        call_legs: ['inbound', 'outbound'],
        distributions: ['acd', 'acd'],
        types: ['internal_call', 'internal_conference_call'],
        result: 'short_abandoned',
        calling_party: 'agent',
      },
      legs: [],
    },
    {
      engagementId: '-Jt4u7sNQX2eWf8Pd_LqVw',
      startedAt: Date.UTC(2026, 2, 2, 11, 0, 0),
      endedAt: Date.UTC(2026, 2, 2, 11, 1, 0),
      countryIsoCode: 'US',
      fields: {
        ...shared,
        direction: 'inbound',
        call_legs: ['outbound', 'outbound'],
        distributions: ['acd', 'non_acd'],
        types: ['internal_callback_call', 'internal_conference_call'],
        result: 'hang_up_calls',
        calling_party: 'consumer',
      },
      legs: [],
    },
  ];
}
