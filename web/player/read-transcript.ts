/** Something that was said, as a line of Transcript.text has it: "00:01:04 Ada: Good morning." */
export type SpokenLine = {
  readonly atSeconds: number | null;
  readonly speaker: string | null;
  readonly words: string;
};

const CLOCK = /^(\d{2,}):([0-5]\d):([0-5]\d) /;
/** A name before a colon: short, and without what ends a sentence. */
const SPEAKER = /^([^:.!?,;]{1,60}): /;

/** Reads the lines of a transcript. Time and speaker are there as far as the vendor says them. */
export function readTranscript(text: string): readonly SpokenLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [clock = '', hours, minutes, seconds] = CLOCK.exec(line) ?? [];
      const said = line.slice(clock.length);
      const [before = '', speaker] = SPEAKER.exec(said) ?? [];
      return {
        atSeconds: clock === '' ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
        speaker: speaker ?? null,
        words: said.slice(before.length),
      };
    });
}

/** Which line is being said at a moment: the last that has begun. Null before the first, and where no line has a time. */
export function lineAt(lines: readonly SpokenLine[], seconds: number): number | null {
  const index = lines.findLastIndex(({ atSeconds }) => atSeconds !== null && atSeconds <= seconds);
  return index === -1 ? null : index;
}
