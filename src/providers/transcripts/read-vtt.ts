import { type SpokenLine, linesOf, toSeconds } from './to-text.ts';

const ARROW = '-->';
const SIGNATURE = /^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/;
/** The start of a cue; what follows is its end and where it would be shown. SRT writes the fraction after a comma. */
const START = /^\s*(?:(\d{2,4}):)?(\d\d):(\d\d)[.,]\d{3}(?!\d)/;

/** Whether a file is WebVTT, or at least has cues as WebVTT has them. */
export const isVtt = (file: string): boolean => SIGNATURE.test(file) || file.includes(ARROW);

/**
 * Reads the words of WebVTT (https://www.w3.org/TR/webvtt1/#file-parsing): every line with an arrow begins a cue, a blank
 * line ends it, and whatever stands outside of cues (header, identifiers, notes, style, regions) is passed over. A cue whose
 * time cannot be read keeps its words. Takes time in proportion to the file, and never throws.
 */
export function* readVtt(file: string): Generator<SpokenLine, undefined> {
  let cue: { readonly atSeconds: number | null; readonly payload: string[] } | null = null;
  for (const line of linesOf(file)) {
    const isArrow = line.includes(ARROW);
    if (cue !== null && (isArrow || line.trim() === '')) {
      yield* readPayload(cue.payload.join(' '), cue.atSeconds);
      cue = null;
    }
    if (isArrow) cue = { atSeconds: readStart(line), payload: [] };
    else cue?.payload.push(line);
  }
  if (cue !== null) yield* readPayload(cue.payload.join(' '), cue.atSeconds);
}

function readStart(line: string): number | null {
  const [found, hours, minutes, seconds] = START.exec(line) ?? [];
  return found === undefined ? null : toSeconds(hours, minutes!, seconds!);
}

/** A start or end tag, or a time within a cue. A "<" that begins none is what somebody said: "3 < 4". */
const TAG = /<\/?(?:[a-z\d][^<>]*)?>/gi;
const VOICE = /^<v(?:\.[^\s>]*)?\s([^>]*)>$/i;
const END_OF_VOICE = /^<\/v\s*>$/i;

/** What is said in a cue: a line for each voice in it, or one alone. */
function* readPayload(payload: string, atSeconds: number | null): Generator<SpokenLine, undefined> {
  let speaker: string | null = null;
  let words = '';
  let from = 0;
  for (const { 0: tag, index } of payload.matchAll(TAG)) {
    words += decode(payload.slice(from, index));
    from = index + tag.length;
    const [, voice] = VOICE.exec(tag) ?? [];
    if (voice === undefined && !END_OF_VOICE.test(tag)) continue;
    yield { atSeconds, speaker, words };
    speaker = voice === undefined ? null : decode(voice);
    words = '';
  }
  yield { atSeconds, speaker, words: words + decode(payload.slice(from)) };
}

const REFERENCE = /&(?:([a-z]{2,4})|#(\d{1,7})|#x([\da-f]{1,6}));/gi;

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', lrm: '\u200e', rlm: '\u200f' },
};

const LAST_CODE_POINT = 0x10ffff;

/** Reads character references; an unknown one stays as it is written. */
const decode = (text: string): string =>
  text.replace(REFERENCE, (whole, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? NAMED[name]! : whole;
    const codePoint = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
    return codePoint <= LAST_CODE_POINT ? String.fromCodePoint(codePoint) : whole;
  });
