import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TRANSCRIPT_CHARACTERS } from '../../../src/domain/recording.ts';
import { isVtt, readVtt } from '../../../src/providers/transcripts/read-vtt.ts';
import { toTranscriptText } from '../../../src/providers/transcripts/to-text.ts';

const textOf = (vtt: string): string => toTranscriptText(readVtt(vtt), { isCut: false });

describe('WebVTT as plain lines', () => {
  it('reads cues with their time, with and without hours, identifiers and settings', () => {
    const vtt = `WEBVTT - a call

1
00:00:01.000 --> 00:00:04.000 align:start position:10%
Ada Marsh: Good morning.

second
59:59.999 --> 60:02.000
Good morning,
who is speaking?

100:00:07.500 --> 100:00:09.000
Still here.
`;
    expect(textOf(vtt)).toBe(
      ['00:00:01 Ada Marsh: Good morning.', '00:59:59 Good morning, who is speaking?', '100:00:07 Still here.'].join(
        '\n',
      ),
    );
  });

  it('names the voices of a cue, each on a line of its own', () => {
    const vtt = `WEBVTT

00:01.000 --> 00:02.000
<v.loud.first Ada &amp; Ben>Hello?</v> <v Clara Nilsson>Yes, <i>hello</i>, <00:01.500><c.blue>I hear you</c>.
`;
    expect(textOf(vtt)).toBe('00:00:01 Ada & Ben: Hello?\n00:00:01 Clara Nilsson: Yes, hello, I hear you.');
  });

  it('reads character references, and leaves what is none', () => {
    const vtt =
      'WEBVTT\n\n00:01.000 --> 00:02.000\n1 &lt; 2 &amp;&amp; R&D &copy; &#233;&#x1F600;&nbsp;3 < 4 > 2 &#x110000;';
    expect(textOf(vtt)).toBe('00:00:01 1 < 2 && R&D &copy; é😀 3 < 4 > 2 &#x110000;');
  });

  it('passes over the header, notes, styles and regions', () => {
    const vtt = `WEBVTT
Kind: captions
Language: en

STYLE
::cue { color: lime }

REGION
id:fred
width:40%

NOTE
nobody said this

00:01.000 --> 00:02.000
This was said.

NOTE nor this
`;
    expect(textOf(vtt)).toBe('00:00:01 This was said.');
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['LF', '\n'],
  ])('reads a file with a byte order mark whose lines end with %s', (_name, end) => {
    const lines = ['\uFEFFWEBVTT', '', '00:01.000 --> 00:02.000', 'One.', '', '00:03.000 --> 00:04.000', 'Two.'];
    const vtt = lines.join(end);
    expect(isVtt(vtt)).toBe(true);
    expect(textOf(vtt)).toBe('00:00:01 One.\n00:00:03 Two.');
  });

  it('keeps the words of cues that are broken: without a time, without a blank line before, without an end', () => {
    const vtt = `WEBVTT

0:1 --> soon
No time.
00:05.000 --> 00:06.000
No blank line.

00:07.000 -->
<v Ada>No end <b`;
    expect(textOf(vtt)).toBe('No time.\n00:00:05 No blank line.\n00:00:07 Ada: No end <b');
  });

  it('leaves out cues in which nothing is said', () => {
    expect(textOf('WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\n<i> </i>\n')).toBe('');
    expect(textOf('WEBVTT')).toBe('');
  });

  it('reads cues of SRT, and tells a file that has none', () => {
    expect(textOf('1\n00:00:01,000 --> 00:00:02,000\nHello.\n')).toBe('00:00:01 Hello.');
    expect(isVtt('{"text":"Hello."}')).toBe(false);
    expect(isVtt('WEBVTTX\n')).toBe(false);
  });

  it('never throws, and writes well-formed lines of bounded length, whatever the file is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('-->', '\n', '\r\n', '\n\n', '<v ', '<', '>', '</v>', '&', '&#', ';', '\0', 'NOTE', 'WEBVTT'),
      fc.constantFrom('00:00:01.000 --> 00:00:02.000\n', '\ud800', '&#0;', '&#xD800;', '<v.a b>', '</'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = textOf(pieces.join(''));
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[^\P{Cc}\n]/u);
        expect(text.split('\n').every((line) => line === line.trim())).toBe(true);
        expect(text.length).toBeLessThanOrEqual(MAX_TRANSCRIPT_CHARACTERS);
      }),
    );
  });

  // A reader that takes more than time in proportion would not come back from these.
  it.each([
    ['tags that never end', 'WEBVTT\n\n00:01.000 --> 00:02.000\n', '<v '],
    ['a tag that never ends', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v', ' x'],
    ['classes that never end', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v', '.a'],
    ['references that never end', 'WEBVTT\n\n00:01.000 --> 00:02.000\n', '&#1'],
    ['blanks', 'WEBVTT\n\n00:01.000 --> 00:02.000\n', ' '],
    ['empty lines', 'WEBVTT\n', '\r'],
    ['arrows', 'WEBVTT\n\n', '-->'],
    ['digits before an arrow', '-->', '0'],
    ['lines of one letter', 'WEBVTT\n\n00:01.000 --> 00:02.000\n', 'a\n'],
  ])('is done with two megabytes of %s', (_name, head, unit) => {
    const file = head + unit.repeat(Math.ceil(2_097_152 / unit.length));
    expect(textOf(file).length).toBeLessThanOrEqual(MAX_TRANSCRIPT_CHARACTERS);
    expect(textOf(`${file}\n\n00:01.000 --> 00:02.000\n${'-'.repeat(40)}`).length).toBeGreaterThan(0);
  });
});

describe('a transcript that is too long', () => {
  const said = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ atSeconds: index, speaker: 'Ada', words: `sentence ${index}` }));

  it('ends after a whole line, and says so', () => {
    const text = toTranscriptText(said(20_000), { isCut: false });
    expect(text.length).toBeLessThanOrEqual(MAX_TRANSCRIPT_CHARACTERS);
    expect(text.length).toBeGreaterThan(MAX_TRANSCRIPT_CHARACTERS - 200);
    const lines = text.split('\n');
    expect(lines.at(-1)).toMatch(/goes on/);
    expect(lines.at(-2)).toMatch(/^\d\d:\d\d:\d\d Ada: sentence \d+$/);
  });

  it('says so, too, where its file was cut', () => {
    expect(toTranscriptText(said(1), { isCut: true })).toMatch(/^00:00:00 Ada: sentence 0\n\[.*goes on.*\]$/);
    expect(toTranscriptText(said(1), { isCut: false })).toBe('00:00:00 Ada: sentence 0');
  });

  it('shows the beginning of a line that is too long by itself', () => {
    const words = 'words '.repeat(50_000);
    const text = toTranscriptText([{ atSeconds: null, speaker: null, words }], { isCut: false });
    expect(text).toMatch(/^words words/);
    expect(text).toMatch(/goes on/);
    expect(text.length).toBeLessThanOrEqual(MAX_TRANSCRIPT_CHARACTERS);
  });

  it('stops reading where it is full', () => {
    let read = 0;
    function* forever() {
      for (;;) yield { atSeconds: (read += 1), speaker: null, words: 'on and on' };
    }
    expect(toTranscriptText(forever(), { isCut: false })).toMatch(/goes on/);
    expect(read).toBeLessThan(MAX_TRANSCRIPT_CHARACTERS);
  });
});
