import { CallFilterError, type VendorFilter } from '../../../domain/call-filter.ts';
import { refuseEmptyConditions } from '../../refuse-empty-conditions.ts';
import type { Parameters } from '../api/wire.ts';

/** What only Zoom understands of a filter: the parameters of voice_calls, checked. */
export type ZoomFilter = {
  /** Lists are joined by commas when they are sent; each is of one field. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Parameters with one value. */
  readonly single: Parameters;
  /** True: calls that used no queue. False: calls that used one, which Zoom cannot be asked for. */
  readonly hasNoQueue: boolean | null;
  readonly matchesNothing: boolean;
};

/** The parameters a client can set, by their names in the graph. */
export const ZOOM_PARAMETERS: Readonly<Record<string, ZoomParameter>> = {
  types: {
    name: 'types',
    place: 'types',
    isList: true,
    values: [
      'external_call',
      'external_conference_call',
      'external_callback_call',
      'internal_call',
      'internal_conference_call',
      'internal_callback_call',
    ],
    description: "Types of the call: one of the call's own is enough.",
  },
  subTypes: {
    name: 'sub_types',
    place: 'sub_types',
    isList: true,
    values: [
      'external_warm_conference_call',
      'external_direct_conference_call',
      'external_warm_transfer_call',
      'external_direct_transfer_call',
      'internal_warm_conference_call',
      'internal_direct_conference_call',
      'internal_warm_transfer_call',
      'internal_direct_transfer_call',
      'flow_initiated_outgoing_call',
    ],
    description: 'Sub-types of the call: how it was transferred or became a conference.',
  },
  distribution: {
    name: 'distribution',
    place: 'distributions',
    values: ['acd', 'non_acd'],
    description: 'Whether a queue distributed the call: acd or non_acd.',
  },
  consumerNumber: {
    name: 'consumer_number',
    place: 'consumer_number',
    description: "The consumer's number in E.164: +442079460001.",
  },
  direction: {
    name: 'direction',
    place: 'direction',
    values: ['inbound', 'outbound'],
    description: 'Direction of the engagement, of internal ones too: inbound or outbound.',
  },
  userIds: {
    name: 'user_ids',
    place: 'agents.user_id',
    isId: true,
    isList: true,
    limit: 20,
    description: 'Ids of users who took part.',
  },
  engagementId: { name: 'engagement_id', place: 'engagement_id', isId: true, description: 'The id of one engagement.' },
  queueIds: {
    name: 'queue_ids',
    place: 'queues.queue_id',
    isId: true,
    isList: true,
    limit: 20,
    description: 'Deprecated ids of queues: see ccQueueIds.',
  },
  ccQueueIds: {
    name: 'cc_queue_ids',
    place: 'queues.cc_queue_id',
    isId: true,
    isList: true,
    limit: 20,
    description: 'Ids of queues.',
  },
  countryIsoCodes: {
    name: 'country_iso_codes',
    isList: true,
    form: /^[A-Z]{2}$/,
    description: 'Countries as two capital letters: GB.',
  },
  numberTypes: {
    name: 'number_types',
    isList: true,
    values: ['toll_free_number', 'virtual_service_number', 'byoc_number'],
    description: "Types of the call's numbers.",
  },
  regionIds: { name: 'region_ids', isId: true, isList: true, limit: 20, description: 'Ids of regions.' },
  regionNames: {
    name: 'region_names',
    place: 'agents.user_region',
    isList: true,
    limit: 20,
    description: 'Names of regions.',
  },
  teamIds: {
    name: 'team_ids',
    place: 'agents.team_ids',
    isId: true,
    isList: true,
    limit: 20,
    description: 'Ids of teams.',
  },
  teamNames: {
    name: 'team_names',
    place: 'agents.team_names',
    isList: true,
    limit: 20,
    description: 'Names of teams.',
  },
};

/** A parameter that narrows the voice call log, and what Zoom takes for it. */
export type ZoomParameter = {
  readonly name: string;
  /**
   * Where a row has what it asks for. A row names no country code and no region's id, and it is not documented whose
   * number number_types looks at.
   */
  readonly place?: string;
  readonly isList?: boolean;
  readonly isId?: boolean;
  /** Every value Zoom knows; another is refused with HTTP 400. */
  readonly values?: readonly string[];
  readonly form?: RegExp;
  /** The most values Zoom takes at once: more are asked for in several requests. */
  readonly limit?: number;
  readonly description: string;
};

/** Checks what a client wrote; throws CallFilterError for what Zoom would refuse, ignore or misread. */
export function readZoomFilter(input: VendorFilter): ZoomFilter {
  refuseEmptyConditions(input, 'zoomContactCenter');
  const lists: Record<string, readonly string[]> = {};
  const single: Record<string, string> = {};
  let hasNoQueue: boolean | null = null;
  let matchesNothing = false;
  for (const [field, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (field === 'hasNoQueue' && typeof value === 'boolean') {
      hasNoQueue = value;
      continue;
    }
    const parameter = ZOOM_PARAMETERS[field];
    const values = parameter?.isList === true ? value : [value];
    if (!parameter || !isTexts(values))
      throw new CallFilterError('UNSUPPORTED_FILTER', `zoomContactCenter.${field}: Zoom has no such filter.`);
    for (const text of values) refuseUnlessSendable(field, parameter, text);
    const distinct = [...new Set(values)];
    if (parameter.isList !== true) single[parameter.name] = distinct[0] ?? '';
    else if (distinct.length > 0) lists[parameter.name] = distinct;
    else matchesNothing = true;
  }
  const requests = requestsOf(lists);
  if (requests > MAX_REQUESTS)
    throw new CallFilterError(
      'UNSUPPORTED_FILTER',
      `zoomContactCenter: these lists (${Object.keys(lists).join(', ')}) would take ${requests} requests for each window of time, and ` +
        `${MAX_REQUESTS} are allowed: Zoom takes a few values at once, so every part of one list is asked with every part of the ` +
        'others. Give fewer values, or ask in several queries.',
    );
  // No queue and one of these queues at once: no call has both.
  if (hasNoQueue === true && (lists.queue_ids || lists.cc_queue_ids)) matchesNothing = true;
  else if (hasNoQueue === true) lists.cc_queue_ids = ['none'];
  return { lists, single, hasNoQueue, matchesNothing };
}

/** The most requests that one window may take: 500 users, or 100 users in 100 queues. */
export const MAX_REQUESTS = 25;

/** How many requests lists take for each window: each is sent in parts, every part of one with every part of the others. */
export const requestsOf = (lists: ZoomFilter['lists']): number =>
  Object.entries(lists).reduce(
    (requests, [name, values]) => requests * Math.ceil(values.length / (LIMITS.get(name) ?? values.length)),
    1,
  );

/** How many values Zoom takes at once, by its own name of a parameter. */
export const LIMITS: ReadonlyMap<string, number> = new Map(
  Object.values(ZOOM_PARAMETERS).flatMap(({ name, limit }) => (limit === undefined ? [] : [[name, limit] as const])),
);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

function refuseUnlessSendable(field: string, { values, form, isList }: ZoomParameter, text: string): void {
  const path = `zoomContactCenter.${field}`;
  if (text.trim() === '') throw new CallFilterError('BAD_FILTER', `${path}: a blank text is no value.`);
  if (values && !values.includes(text))
    throw new CallFilterError('UNSUPPORTED_FILTER', `${path}: "${text}" is none of ${values.join(', ')}.`);
  if (form && !form.test(text))
    throw new CallFilterError('UNSUPPORTED_FILTER', `${path}: "${text}" is no country code: two capital letters, GB.`);
  if (isList === true && text.includes(','))
    throw new CallFilterError('UNSUPPORTED_FILTER', `${path}: Zoom would read "${text}" as several values.`);
  // Zoom's word for calls without a queue, asked for by a field of its own.
  if ((field === 'queueIds' || field === 'ccQueueIds') && text === 'none')
    throw new CallFilterError('UNSUPPORTED_FILTER', `${path}: for calls without a queue use hasNoQueue: true.`);
}
