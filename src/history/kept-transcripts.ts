import type { CallSession } from '../domain/call-session.ts';
import { searchedTextOf } from '../domain/call-filter.ts';
import { ProviderError, type Slot } from '../domain/provider-error.ts';
import type { Recording } from '../domain/recording.ts';
import { fillSlots } from './fill-slots.ts';
import { isFreshEnough } from './freshness.ts';
import type { KeptScope } from './history-scope.ts';
import type { Account } from './store/account.ts';

/** What was said in recordings: from the store where that is kept and young enough, else from the vendor. */
export async function getKeptTranscripts(
  { access, account, age, judge, provider }: KeptScope,
  recordings: readonly Recording[],
  signal: AbortSignal,
): Promise<Slot<string>[]> {
  const isAsked = age.maxAgeMs !== 0 && recordings.length > 0;
  const found = (isAsked ? await access.attempt((store) => store.transcripts.get(account, recordings)) : null) ?? [];
  signal.throwIfAborted();
  const kept = new Map(
    recordings.flatMap((recording, index) => {
      const transcript = found[index] ?? null;
      if (transcript === null) return [];
      const read = { startedAt: recording.sessionStartedAt, readAt: transcript.readAt, isSettled: true };
      return isFreshEnough(read, judge()) ? [[recording, transcript.said] as const] : [];
    }),
  );
  return fillSlots(
    recordings,
    (recording) => kept.get(recording),
    (others) => provider.getTranscripts!(others, signal),
  );
}

/** Which words were said in calls, as far as it is kept. Nobody looks for words that a call has anyway. */
export function getKeptSpokenWords(
  { access, account }: KeptScope,
  calls: readonly CallSession[],
  words: readonly string[],
): Promise<Slot<readonly string[]>[]> {
  return fillSlots(
    calls,
    (call) => {
      const own = searchedTextOf(call);
      return words.every((word) => own.includes(word)) ? [] : undefined;
    },
    async (lacking) => {
      const ids = lacking.map(({ nativeId }) => nativeId);
      const found = await access.attempt((store) => store.transcripts.findSpokenWords(account, ids, words));
      return lacking.map((_, index) => (found === null ? notTold(account) : (found[index] ?? [])));
    },
  );
}

const notTold = ({ key }: Account): ProviderError =>
  new ProviderError(
    key,
    'unavailable',
    `The kept history of ${key} does not answer now, which alone knows in which of its calls these words were said.`,
  );
