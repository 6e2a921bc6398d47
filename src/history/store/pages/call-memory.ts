import { LRUCache } from 'lru-cache';
import type { Row } from '../engine.ts';
import type { Account } from '../account.ts';
import type { KeptCall } from '../kept-page.ts';
import type { CallPart } from '../vendor-reading.ts';
import { toKeptCall } from '../rows/known-call.ts';

/**
 * Calls of a store that were read lately, as the domain has them: making them of JSON is most of what a kept page costs.
 * The same call is the same object every time, so nobody may change it.
 */
export type CallMemory = ReturnType<typeof createCallMemory>;

/** Characters of JSON; what is made of them takes about as many bytes: some nine thousand calls with all that is known of them. */
const MAX_LENGTH = 32_000_000;

type Entry = {
  readonly changedAt: number;
  readonly provider: string;
  /** With the parts that were read so far. */
  readonly kept: KeptCall;
  readonly lengths: ReadonlyMap<CallPart, number>;
  /** As it was answered, by the parts that were asked for. */
  readonly answers: Map<string, KeptCall>;
};

export function createCallMemory() {
  const entries = new LRUCache<number, Entry>({
    maxSize: MAX_LENGTH,
    sizeCalculation: ({ lengths }) => [...lengths.values()].reduce((sum, length) => sum + length, 1),
  });
  const find = (row: Row, { key }: Account): Entry | undefined => {
    const entry = entries.get(row['change_number'] as number);
    const isTheSame = entry !== undefined && entry.changedAt === row['changed_at'] && entry.provider === key;
    return isTheSame ? entry : undefined;
  };
  return {
    /** The calls of rows without bodies; null where one of them has to be read with its bodies. */
    recall(rows: readonly Row[], account: Account, parts: readonly CallPart[]): readonly KeptCall[] | null {
      const name = parts.join();
      const calls: KeptCall[] = [];
      for (const row of rows) {
        const entry = find(row, account);
        if (entry === undefined || !parts.every((part) => entry.lengths.has(part))) return null;
        calls.push(answer(entry, row, parts, name));
      }
      return calls;
    },
    /** The call of a row with the bodies of the parts. */
    learn(row: Row, account: Account, parts: readonly CallPart[]): KeptCall {
      const known = find(row, account);
      const { call, costs, readAt } = toKeptCall(row, account.key);
      const isRead = (part: CallPart): boolean => parts.includes(part);
      const entry: Entry = {
        changedAt: row['changed_at'] as number,
        provider: account.key,
        kept: {
          call: {
            ...call,
            legs: isRead('legs') ? call.legs : known?.kept.call.legs,
            recordings: isRead('recordings') ? call.recordings : known?.kept.call.recordings,
          },
          costs: isRead('costs') ? costs : known?.kept.costs,
          readAt,
        },
        lengths: new Map([
          ...(known?.lengths ?? []),
          ...parts.map((part) => [part, String(row[COLUMN_OF[part]] ?? '').length] as const),
        ]),
        answers: new Map(),
      };
      entries.set(row['change_number'] as number, entry);
      return answer(entry, row, parts, parts.join());
    },
    /** Lets go of everything: something is to be forgotten. */
    clear: (): void => entries.clear(),
  };
}

const COLUMN_OF: Readonly<Record<CallPart, string>> = {
  calls: 'session',
  legs: 'legs',
  recordings: 'recordings',
  costs: 'costs',
};

/** A call with no more parts than were asked for. */
function answer({ kept, answers }: Entry, row: Row, parts: readonly CallPart[], name: string): KeptCall {
  const known = answers.get(name);
  if (known !== undefined && known.readAt === row['read_at']) return known;
  const { call, costs } = kept;
  const made: KeptCall = {
    call: {
      ...call,
      legs: parts.includes('legs') ? call.legs : undefined,
      recordings: parts.includes('recordings') ? call.recordings : undefined,
    },
    costs: parts.includes('costs') ? costs : undefined,
    readAt: row['read_at'] as number,
  };
  answers.set(name, made);
  return made;
}
