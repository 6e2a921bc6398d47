import { ProviderError, type ProviderErrorKind, type Slot } from '../../domain/provider-error.ts';
import type { Recording } from '../../domain/recording.ts';
import type { Instant } from '../../time/instant.ts';
import { DeadlinePassed, withDeadline } from '../../time/with-deadline.ts';
import type { KeepingProvider } from '../reading.ts';
import type { TranscriptReading } from '../store/transcripts/keep-transcripts.ts';
import type { Paced } from './bring-parts.ts';
import type { SyncerOptions } from './syncer-options.ts';

/** Keeps what was said in calls that are kept, once they are settled. */
export type TranscriptsReader = {
  /** Recordings that are due, some of them; none where nothing is. */
  findDue(signal: AbortSignal): Promise<readonly Recording[]>;
  /** Reads and keeps what was said in them. Says what stood in the way, the first of it. */
  read(due: readonly Recording[], paced: Paced, signal: AbortSignal): Promise<ProviderError | null>;
};

type TranscriptsOptions = Pick<SyncerOptions, 'provider' | 'store' | 'account' | 'now' | 'lease'> & {
  readonly settledThrough: () => Instant;
  readonly isKept: boolean;
};

/** Read with one question: what is lost when a process dies. */
const AT_ONCE = 20;
/** What could not be read is asked for again after so long. */
const RETRY_MS = 3_600_000;
/** What no later reading would bring, unless the transcript is read again anyway. */
const LASTING: ReadonlySet<ProviderErrorKind> = new Set(['forbidden', 'unsupported']);

/**
 * Makes the reader of one account. Each transcript is read when its call is settled, and once more when its vendor changes it
 * no more. Where none are to be kept, those that were are dropped.
 */
export function createTranscriptsReader(options: TranscriptsOptions): TranscriptsReader {
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
    async findDue(signal) {
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
    async read(due, paced, signal) {
      const readAt = now();
      const slots = await readAll(provider, due, paced, signal);
      const readings = due.map((recording, index) => toReading(recording, slots[index] ?? null, readAt));
      await store.transcripts.keep(account, lease(), readings);
      return slots.find((slot) => slot instanceof ProviderError) ?? null;
    },
  };
}

/** A vendor that hangs holds the sync no longer than this. */
const longestMs = ({ deadlineMs }: KeepingProvider): number => 12 * deadlineMs;

async function readAll(
  provider: KeepingProvider,
  due: readonly Recording[],
  paced: Paced,
  signal: AbortSignal,
): Promise<Slot<string>[]> {
  try {
    return await paced(() => provider.getTranscripts!(due, withDeadline(signal, longestMs(provider))));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProviderError) return due.map(() => error);
    if (!(error instanceof DeadlinePassed)) throw error;
    const message = `${provider.key} sent no ${due.length} transcripts within ${longestMs(provider) / 1000} seconds`;
    const late = new ProviderError(provider.key, 'timed-out', message, { cause: error });
    return due.map(() => late);
  }
}
