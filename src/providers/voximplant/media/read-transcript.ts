import { type SpokenLine, linesOf, toSeconds } from '../../transcripts/to-text.ts';

/** "Left 00:00:03 - 00:00:05 : Hello": who spoke, from when to when, and what. */
const TIMES = / (\d{2,4}):(\d\d):(\d\d)(?:\.\d{1,9})? - [\d:.]{8,20} ?: ?/;

/** Reads a transcript as Voximplant writes it. A line of another form is what was said, by whomever and whenever. */
export function* readTranscript(file: string): Generator<SpokenLine, undefined> {
  for (const line of linesOf(file)) {
    const found = TIMES.exec(line);
    if (found === null) {
      yield { atSeconds: null, speaker: null, words: line };
      continue;
    }
    const [times, hours, minutes, seconds] = found;
    const words = line.slice(found.index + times.length);
    yield { atSeconds: toSeconds(hours, minutes!, seconds!), speaker: line.slice(0, found.index), words };
  }
}
