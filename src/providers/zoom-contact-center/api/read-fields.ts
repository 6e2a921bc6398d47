import type { AgentMention } from '../../../domain/agent.ts';
import { type Instant, floorToSecond } from '../../../time/instant.ts';
import { type Money, readDecimal } from '../../../domain/money.ts';
import type { Party } from '../../../domain/party.ts';
import type { Queue } from '../../../domain/queue.ts';
import { idOrNull, listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { LastingQueues } from '../directory/lasting-queues.ts';
import type { AgentRow, QueueRow } from './wire.ts';

/** The account a row comes from. */
export type Account = {
  readonly provider: string;
  readonly defaultCountry: string | null;
  readonly lastingQueues: LastingQueues;
};

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A time with its offset, which follows that of the question. Without one it names no moment. */
export function readInstant(value: unknown): Instant | null {
  const text = textOrNull(value);
  if (text === null || !FORM.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : floorToSecond(instant);
}

/** Agents as a row names them, each once. */
export function toMentions(value: unknown, { provider }: Account): AgentMention[] {
  const mentions = listOf(value).flatMap((agent): AgentMention[] => {
    const row: AgentRow = recordOf(agent);
    const nativeId = idOrNull(row.user_id);
    if (nativeId === null) return [];
    const displayName = textOrNull(row.display_name);
    const email = textOrNull(row.user_email);
    const known = { ...(displayName === null ? {} : { displayName }), ...(email === null ? {} : { email }) };
    return [{ provider, nativeId, ...known }];
  });
  return [...new Map(mentions.map((mention) => [mention.nativeId, mention])).values()];
}

/** A queue by its lasting id, or the deprecated one where that is all there is. */
export function toQueue(value: unknown, { provider, lastingQueues }: Account): Queue | null {
  const row: QueueRow = recordOf(value);
  const lastingId = textOrNull(row.cc_queue_id);
  if (lastingId !== null) lastingQueues.add(lastingId);
  const nativeId = lastingId ?? idOrNull(row.queue_id);
  return nativeId === null ? null : { provider, nativeId, name: textOrNull(row.queue_name) };
}

/** One side of a call; null where the vendor names neither number nor name. */
export function toParty(number: unknown, displayName: unknown, { defaultCountry }: Account): Party | null {
  const party = { number: textOrNull(number), displayName: textOrNull(displayName), defaultCountry };
  return party.number === null && party.displayName === null ? null : party;
}

/** The digits of a charge like "$0.019". A dollar sign alone names no currency: several are written so. */
export function toMoney(charge: unknown): Money | null {
  const amount = readDecimal(textOrNull(charge)?.replace(/[^\d.-]/g, ''));
  return amount === null ? null : { amount, currency: null };
}
