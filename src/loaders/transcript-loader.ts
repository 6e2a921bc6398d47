import { ProviderError, type Slot } from '../domain/provider-error.ts';
import type { Recording } from '../domain/recording.ts';
import { type LoaderScope, createPortLoader } from './port-loader.ts';

/** How much of what was said one answer may hold. */
const BOUNDS = {
  /** Characters of all transcripts together: those of a thousand long calls. */
  characters: 20_000_000,
  /** Recordings of one question: between two of them it is seen how much there is. */
  atOnce: 100,
};

/** Loads what was said in recordings; null for those whose vendor has no text. */
export function createTranscriptLoader(scope: LoaderScope, { characters, atOnce } = BOUNDS) {
  let left = characters;
  return createPortLoader<Recording, string>(scope, {
    what: 'what was said in its recordings',
    async ask(provider, recordings, signal) {
      const slots: Slot<string>[] = [];
      for (let start = 0; start < recordings.length; start += atOnce) {
        const some = recordings.slice(start, start + atOnce);
        const read = left > 0 ? await provider.getTranscripts?.(some, signal) : some.map(() => tooMuch(provider.key));
        for (const slot of read ?? some.map(() => null)) {
          if (typeof slot === 'string') left -= slot.length;
          slots.push(slot);
        }
      }
      return slots;
    },
  });
}

const tooMuch = (key: string): ProviderError =>
  new ProviderError(
    key,
    'unsupported',
    `This answer holds as much of what was said as one answer may. Ask for fewer recordings of ${key} at a time.`,
  );
