import { MAX_TRANSCRIPT_CHARACTERS } from '../../domain/recording.ts';

/** Something that was said: how long after the beginning of the recording, and by whom, as far as the vendor says. */
export type SpokenLine = {
  readonly atSeconds: number | null;
  readonly speaker: string | null;
  readonly words: string;
};

const END = '[The transcript goes on. What stands here is its beginning; its link has all of it.]';

/**
 * Writes what was said as plain lines: "00:01:04 Ada: Good morning." A transcript that is too long, or whose file was cut,
 * ends after a whole line with a sentence that says so.
 */
export function toTranscriptText(lines: Iterable<SpokenLine>, { isCut }: { readonly isCut: boolean }): string {
  const written: string[] = [];
  let left = MAX_TRANSCRIPT_CHARACTERS - END.length;
  for (const line of lines) {
    const text = toLine(line);
    if (text === '') continue;
    if (text.length >= left) {
      // One line as long as a whole transcript is still something to read.
      if (written.length === 0) written.push(text.slice(0, left - 1).toWellFormed());
      return [...written, END].join('\n');
    }
    written.push(text);
    left -= text.length + 1;
  }
  return [...written, ...(isCut ? [END] : [])].join('\n');
}

function toLine({ atSeconds, speaker, words }: SpokenLine): string {
  const said = onOneLine(words);
  if (said === '') return '';
  const name = onOneLine(speaker ?? '');
  return [atSeconds === null ? '' : toClock(atSeconds), name === '' ? said : `${name}: ${said}`]
    .filter((part) => part !== '')
    .join(' ');
}

/** No store takes every character, and no line may look like two. */
const onOneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const toClock = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');

/** The lines of a file, whatever ends them. */
export function* linesOf(file: string): Generator<string, undefined> {
  const end = /\r\n?|\n/g;
  let from = 0;
  for (let found = end.exec(file); found !== null; found = end.exec(file)) {
    yield file.slice(from, found.index);
    from = end.lastIndex;
  }
  yield file.slice(from);
}

/** Hours, minutes and seconds as a file writes them; hours may be left out. */
export const toSeconds = (hours: string | undefined, minutes: string, seconds: string): number =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
