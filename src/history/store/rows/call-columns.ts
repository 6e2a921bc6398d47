import type { Party } from '../../../domain/party.ts';
import type { Money } from '../../../domain/money.ts';
import { SECOND_MS } from '../../../time/instant.ts';
import type { Value } from '../engine.ts';
import type { KeptCall } from '../kept-page.ts';
import { digitsText, numberKey } from '../number-key.ts';
import { toOrderText } from '../order-text.ts';
import { toCustomerNumber } from './customer-number.ts';
import { MENTION_COLUMNS, toMentionColumns } from './mention-columns.ts';

/** A call that is surely there, with the parts that were read of it. */
export type WholeCall = Omit<KeptCall, 'readAt'>;

/** The columns that lists, counts and figures are made of, in the order of their names. */
export const CALL_COLUMNS = [
  'native_id',
  'start_second',
  'direction',
  'kind',
  'outcome',
  'customer_key',
  'line_key',
  'customer_digits',
  'customer_number',
  'line_digits',
  'duration_seconds',
  'talk_seconds',
  'wait_seconds',
  'rating',
  'has_recording',
  'cost_units',
  'cost_places',
  'cost_text',
  'cost_currency',
  ...MENTION_COLUMNS,
] as const;

/** The values of the columns. */
export function toCallColumns({ call, costs }: WholeCall): Value[] {
  return [
    toOrderText(call.nativeId),
    Math.floor(call.startedAt / SECOND_MS),
    call.direction,
    call.kind,
    call.outcome,
    toKey(call.customer),
    toKey(call.line),
    digitsText(call.customer),
    toCustomerNumber(call),
    digitsText(call.line),
    toWhole(call.durationSeconds),
    toWhole(call.talkSeconds),
    toWhole(call.waitSeconds),
    toWhole(call.rating),
    call.recordings === undefined ? null : (call.recordings?.length ?? 0) > 0 ? 1 : 0,
    ...toCostColumns((call.cost === undefined ? costs?.session : call.cost) ?? null),
    ...toMentionColumns(call),
  ];
}

/** What a call is found by beside its columns. */
export type CallLinkColumns = { readonly role: 'agent' | 'queue' | 'number'; readonly linked: string };

/** Agents and queues of a call and of its legs, and the numbers that only its legs have; each once. */
export function toLinks({ call }: WholeCall): CallLinkColumns[] {
  const legs = call.legs ?? [];
  const own = new Set([toKey(call.customer), toKey(call.line)]);
  const agents = [...(call.agents ?? []), ...legs.flatMap(({ agent }) => agent ?? [])].map(toLinked);
  const queues = [...(call.queues ?? []), ...legs.flatMap(({ queue }) => queue ?? [])].map(toLinked);
  const numbers = legs.flatMap(({ from, to }) => [toKey(from), toKey(to)]).filter((key) => !own.has(key));
  const distinct = (role: CallLinkColumns['role'], texts: readonly (string | null)[]): CallLinkColumns[] =>
    [...new Set(texts)].flatMap((linked) => (linked === null ? [] : { role, linked }));
  return [...distinct('agent', agents), ...distinct('queue', queues), ...distinct('number', numbers)];
}

const toLinked = ({ nativeId }: { readonly nativeId: string }): string => toOrderText(nativeId);

function toKey(party: Party | null): string | null {
  const key = numberKey(party?.number ?? null, party?.defaultCountry ?? null);
  return key === null ? null : toOrderText(key);
}

const toWhole = (value: number | null): number | null => (Number.isSafeInteger(value) ? value : null);

/** Sums of integers are exact in both engines, as long as every one of them is exact here as well. */
const MAX_UNITS_DIGITS = 15;

function toCostColumns(cost: Money | null): Value[] {
  if (cost === null) return [null, null, null, null];
  const places = cost.amount.includes('.') ? cost.amount.length - cost.amount.indexOf('.') - 1 : 0;
  const units = cost.amount.replace('.', '');
  if (units.replace('-', '').length > MAX_UNITS_DIGITS) return [null, null, cost.amount, cost.currency];
  return [Number(units), places, null, cost.currency];
}
