import { ProviderError, type Slot, slotsOf } from '../../domain/provider-error.ts';
import type { Recording } from '../../domain/recording.ts';
import type { Instant } from '../../time/instant.ts';
import { withDeadline } from '../../time/with-deadline.ts';
import type { TranscriptReading } from '../store/transcripts/keep-transcripts.ts';
import { LASTING, type Paced } from './bring-parts.ts';
import { inTime, longestMs } from './in-time.ts';
import type { SyncerOptions } from './syncer-options.ts';

type TranscriptsOptions = Pick<SyncerOptions, 'provider' | 'store' | 'account' | 'now' | 'lease'> & {
  readonly settledThrough: () => Instant;
  readonly isKept: boolean;
};

/** Read with one question: what is lost when a process dies. */
const AT_ONCE = 20;
/** What could not be read is asked for again after so long. */
const RETRY_MS = 3_600_000;

/**
 * Keeps what was said in calls that are kept, once they are settled. Each transcript is read when its call is settled, and once more when its vendor changes it
 * no more. Where none are to be kept, those that were are dropped.
 */
export function createTranscriptsReader(options: TranscriptsOptions) {
  const { provider, store, account, now, lease, settledThrough, isKept } = options;
  const { staysOpenMs: { transcript: staysOpenMs = 0 } = {} } = provider;
  let isDropped = false;

  /** When a transcript that is read now is to be read again. */
  const nextDue = ({ sessionStartedAt }: Recording): Instant | null =>
    now() < sessionStartedAt + staysOpenMs ? sessionStartedAt + staysOpenMs : null;

  const toReading = (recording: Recording, slot: Slot<string>, readAt: Instant): TranscriptReading => {
    const { nativeId, sessionId } = recording;
    if (!(slot instanceof ProviderError))
      return { nativeId, sessionId, dueAt: nextDue(recording), read: { said: slot, readAt } };
    return { nativeId, sessionId, dueAt: LASTING.has(slot.kind) ? nextDue(recording) : now() + RETRY_MS };
  };

  return {
    /** Recordings that are due, some of them; none where nothing is. */
    async findDue(signal: AbortSignal): Promise<readonly Recording[]> {
      if (!isKept || provider.getTranscripts === undefined) {
        if (!isDropped) await store.transcripts.drop(account);
        isDropped = true;
        return [];
      }
      const at = now();
      const request = { account, lease: lease(), now: at, settlesAfterMs: at - settledThrough() };
      for (let isMore = true; isMore;) {
        const due = await store.transcripts.findDue(account, at, AT_ONCE);
        if (due.length > 0) return due;
        // Millions of changes that bring nothing to read take minutes to look through.
        signal.throwIfAborted();
        isMore = await store.transcripts.notice(request);
      }
      return store.transcripts.findDue(account, at, AT_ONCE);
    },
    /** Reads and keeps what was said in them. Says what stood in the way, the first of it. */
    async read(due: readonly Recording[], paced: Paced, signal: AbortSignal): Promise<ProviderError | null> {
      const readAt = now();
      const asked = paced(() => provider.getTranscripts!(due, withDeadline(signal, longestMs(provider))));
      const slots = await slotsOf(due, inTime(provider, `sent no ${due.length} transcripts`, asked, signal));
      const readings = due.map((recording, index) => toReading(recording, slots[index] ?? null, readAt));
      await store.transcripts.keep(account, lease(), readings);
      return slots.find((slot) => slot instanceof ProviderError) ?? null;
    },
  };
}
