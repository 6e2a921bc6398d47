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
  /** Whether it searches by a consumer's number, or a part of it. */
  readonly isPersonal?: boolean;
  /** Every value Zoom knows; another is refused with HTTP 400. */
  readonly values?: readonly string[];
  readonly form?: RegExp;
  /** The most values Zoom takes at once: more are asked for in several requests. */
  readonly limit?: number;
  readonly description: string;
};

const one = (name: string, place: string, description: string): ZoomParameter => ({ name, place, description });
const list = (name: string, place: string | undefined, description: string): ZoomParameter => ({
  name,
  ...(place !== undefined && { place }),
  isList: true,
  description,
});
const IDS = { isId: true, limit: 20 };

/** The parameters a client can set, by their names in the graph. */
export const ZOOM_PARAMETERS: Readonly<Record<string, ZoomParameter>> = {
  types: {
    ...list('types', 'types', "Types of the call: one of the call's own is enough."),
    values: [
      'external_call',
      'external_conference_call',
      'external_callback_call',
      'internal_call',
      'internal_conference_call',
      'internal_callback_call',
    ],
  },
  subTypes: {
    ...list('sub_types', 'sub_types', 'Sub-types of the call: how it was transferred or became a conference.'),
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
  },
  distribution: {
    ...one('distribution', 'distributions', 'Whether a queue distributed the call: acd or non_acd.'),
    values: ['acd', 'non_acd'],
  },
  consumerNumber: {
    ...one('consumer_number', 'consumer_number', "The consumer's number in E.164: +442079460001."),
    isPersonal: true,
  },
  direction: {
    ...one('direction', 'direction', 'Direction of the engagement, of internal ones too: inbound or outbound.'),
    values: ['inbound', 'outbound'],
  },
  userIds: { ...list('user_ids', 'agents.user_id', 'Ids of users who took part.'), ...IDS },
  engagementId: { ...one('engagement_id', 'engagement_id', 'The id of one engagement.'), isId: true },
  queueIds: { ...list('queue_ids', 'queues.queue_id', 'Deprecated ids of queues: see ccQueueIds.'), ...IDS },
  ccQueueIds: { ...list('cc_queue_ids', 'queues.cc_queue_id', 'Ids of queues.'), ...IDS },
  countryIsoCodes: {
    ...list('country_iso_codes', undefined, 'Countries as two capital letters: GB.'),
    form: /^[A-Z]{2}$/,
    isPersonal: true,
  },
  numberTypes: {
    ...list('number_types', undefined, "Types of the call's numbers."),
    values: ['toll_free_number', 'virtual_service_number', 'byoc_number'],
  },
  regionIds: { ...list('region_ids', undefined, 'Ids of regions.'), ...IDS },
  regionNames: { ...list('region_names', 'agents.user_region', 'Names of regions.'), limit: 20 },
  teamIds: { ...list('team_ids', 'agents.team_ids', 'Ids of teams.'), ...IDS },
  teamNames: { ...list('team_names', 'agents.team_names', 'Names of teams.'), limit: 20 },
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
