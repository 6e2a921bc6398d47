import { onceById } from '../../../domain/native-id.ts';
import type { AgentMention } from '../../../domain/agent.ts';
import { type Money, readDecimal } from '../../../domain/money.ts';
import type { Queue } from '../../../domain/queue.ts';
import { idOrNull, listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { AgentRow, QueueRow } from './wire.ts';
import { LRUCache } from 'lru-cache';

/** The account a row comes from. */
export type Account = {
  readonly provider: string;
  readonly defaultCountry: string | null;
  readonly lastingQueues: LastingQueues;
};

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
  return onceById(mentions);
}

/** A queue by its lasting id, or the deprecated one where that is all there is. */
export function toQueue(value: unknown, { provider, lastingQueues }: Account): Queue | null {
  const row: QueueRow = recordOf(value);
  const lastingId = textOrNull(row.cc_queue_id);
  if (lastingId !== null) lastingQueues.set(lastingId, true);
  const nativeId = lastingId ?? idOrNull(row.queue_id);
  return nativeId === null ? null : { provider, nativeId, name: textOrNull(row.queue_name) };
}

/** The digits of a charge like "$0.019". A dollar sign alone names no currency: several are written so. */
export function toMoney(charge: unknown): Money | null {
  const amount = readDecimal(textOrNull(charge)?.replace(/[^\d.-]/g, ''));
  return amount === null ? null : { amount, currency: null };
}

/** Queue ids that rows have shown to be lasting ones (`cc_queue_id`). What is not here may be either of Zoom's two ids. */
export type LastingQueues = LRUCache<string, true>;

const MAX_QUEUES = 5000;

export const createLastingQueues = (): LastingQueues => new LRUCache({ max: MAX_QUEUES });
