import { type Slot, asAnswer } from '../../domain/provider-error.ts';
import type { Recording } from '../../domain/recording.ts';

/** The most bytes that are read of the file of a transcript: several times what its text may have. */
export const MAX_TRANSCRIPT_BYTES = 2 * 2 ** 20;

/** Reads transcripts side by side, those that can be opened; what fails is missing in its own place. */
export const readEach = (
  recordings: readonly Recording[],
  read: (recording: Recording) => Promise<string | null>,
): Promise<Slot<string>[]> =>
  Promise.all(
    recordings.map(async (recording): Promise<Slot<string>> => {
      if (recording.transcript?.canOpen !== true) return null;
      return read(recording).catch(asAnswer);
    }),
  );
