import { type CallFilter, type CallFilterField, type PublishedFilterField } from '../../../domain/call-filter.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { CallKind, CallOutcome } from '../../../domain/outcome.ts';
import { readPhoneNumber } from '../../../domain/phone-number.ts';
import { type PreparedFilter, prepareFilter } from '../../../domain/prepared-filter.ts';
import { chunksOf } from '../../chunks-of.ts';
import type { Account } from '../api/read-fields.ts';
import { OUTCOMES } from './to-outcome.ts';
import { testRows } from './meets-filter.ts';
import { LIMITS, MAX_REQUESTS, type ZoomFilter, readZoomFilter, requestsOf } from './vendor-filter.ts';
import type { Parameters } from '../api/wire.ts';

/** How a filter is asked of Zoom. */
export type CallQueries = PreparedFilter & {
  /** The parameters of each list to read; a call may come in more than one of them. */
  readonly queries: readonly Parameters[];
  /** What Zoom cannot be asked for and the provider promised all the same. */
  readonly keeps: (call: CallSession) => boolean;
  /** Whether the lists hold exactly the calls of the filter, each once: their totals are then a count. */
  readonly isExact: boolean;
};

/** Fields that Zoom applies itself, as a rule. */
export const APPLIED_FIELDS: readonly PublishedFilterField[] = [
  'kind',
  'agentIds',
  'queueIds',
  'customerNumber',
  'vendor',
];

/**
 * Turns a filter into parameters. What they express exactly is applied; a direction only narrows, since internal calls
 * have one, too, and is left to the caller.
 */
export function planFilter(
  filter: CallFilter,
  { defaultCountry, lastingQueues }: Pick<Account, 'defaultCountry' | 'lastingQueues'>,
): CallQueries {
  const vendor = filter.vendor === undefined ? null : readZoomFilter(filter.vendor);
  const applied = new Set<CallFilterField>();
  const lists: Record<string, readonly string[]> = { ...vendor?.lists };
  const single: Record<string, string> = { ...vendor?.single };
  const isFree = (parameter: string) => lists[parameter] === undefined && single[parameter] === undefined;

  if (vendor) applied.add('vendor');
  // Rows name their agents and queues: what would take too many requests is left to the caller.
  const fits = (name: string, values: readonly string[], times = 1) =>
    requestsOf({ ...lists, [name]: values }) * times <= MAX_REQUESTS;
  const agentIds = [...new Set(filter.agentIds)];
  if (filter.agentIds && isFree('user_ids') && areIds(agentIds) && fits('user_ids', agentIds)) {
    lists.user_ids = agentIds;
    applied.add('agentIds');
  }
  const queueIds = new Set(filter.queueIds);
  // Rows may name a queue by either of its ids, and an id does not say which of the two it is.
  let queueLists: readonly string[] = [];
  const isFreeOfQueues = isFree('cc_queue_ids') && isFree('queue_ids');
  if (filter.queueIds && isFreeOfQueues && areIds(filter.queueIds)) {
    const names = filter.queueIds.every((id) => lastingQueues.has(id)) ? LASTING : [...LASTING, 'queue_ids'];
    if (fits('cc_queue_ids', [...queueIds], names.length)) {
      queueLists = names;
      applied.add('queueIds');
    }
  }
  const number = filter.customerNumber?.length === 1 ? (filter.customerNumber[0] ?? null) : null;
  const phone = readPhoneNumber(number, defaultCountry);
  if (phone && isFree('consumer_number')) {
    single.consumer_number = phone.e164;
    applied.add('customerNumber');
  }
  if (filter.kind && KINDS.every((kind) => filter.kind?.includes(kind))) applied.add('kind');
  else if (filter.kind && !filter.kind.includes('CALL') && isFree('types')) {
    lists.types = CALLBACK_TYPES;
    applied.add('kind');
  }
  const direction = filter.direction?.length === 1 ? DIRECTIONS[filter.direction[0] ?? ''] : undefined;
  if (direction && isFree('direction')) single.direction = direction;

  const alternatives =
    queueLists.length === 0 ? [lists] : queueLists.map((name) => ({ ...lists, [name]: [...queueIds] }));
  const queries = alternatives.flatMap(split).map((list) => ({ ...single, ...list }));
  const keepsQueues = vendor?.hasNoQueue === false;
  const isNamed = (call: CallSession) => call.queues?.some(({ nativeId }) => queueIds.has(nativeId)) ?? false;
  const prepared = prepareFilter(
    filter,
    {
      applied,
      isBeyond: isBeyondZoom(filter) || vendor?.matchesNothing === true,
    },
    testRows(vendor),
  );
  return {
    ...prepared,
    queries,
    requestsPerWindow: queries.length,
    keeps: (call) => (!keepsQueues || (call.queues?.length ?? 0) > 0) && (queueLists.length < 2 || isNamed(call)),
    isExact: queries.length === 1 && !keepsQueues && prepared.left.length === 0,
  };
}

const LASTING: readonly string[] = ['cc_queue_ids'];
/** Kinds of calls that Zoom has. */
const KINDS: readonly CallKind[] = ['CALL', 'CALLBACK'];
const CALLBACK_TYPES = ['external_callback_call', 'internal_callback_call'];
const DIRECTIONS: Readonly<Partial<Record<string, string>>> = { INBOUND: 'inbound', OUTBOUND: 'outbound' };
const OUTCOMES_KNOWN: ReadonlySet<CallOutcome> = new Set<CallOutcome>([
  ...Object.values(OUTCOMES).filter((outcome) => outcome !== undefined),
  'UNKNOWN',
]);

/** A comma would make two ids of one, "none" stands for no queue at all, and a blank may be taken for no filter. */
const areIds = (ids: readonly string[]): boolean =>
  ids.every((id) => id.trim() !== '' && id !== 'none' && !id.includes(','));

function isBeyondZoom({ kind, outcome }: CallFilter): boolean {
  const isOtherKind = kind !== undefined && !kind.some((one) => KINDS.includes(one));
  const isOtherOutcome = outcome !== undefined && !outcome.some((one) => OUTCOMES_KNOWN.has(one));
  return isOtherKind || isOtherOutcome;
}

/** Lists longer than Zoom takes become several queries, every part of one list with every part of the others. */
function split(lists: ZoomFilter['lists']): Parameters[] {
  let queries: Parameters[] = [{}];
  for (const [name, values] of Object.entries(lists)) {
    const parts = chunksOf(values, LIMITS.get(name) ?? values.length);
    queries = queries.flatMap((query) => parts.map((part) => ({ ...query, [name]: part.join(',') })));
  }
  return queries;
}
