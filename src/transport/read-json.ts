import { isPastReading } from './is-past-reading.ts';
import { withoutTrailing } from './read-wire.ts';

/** A reply that cannot be read. The message says what it looks like, never what it holds. */
export class UnreadableReply extends Error {
  override readonly name = 'UnreadableReply';
}

/**
 * Reads JSON without losing a digit: a number that a double cannot hold exactly, as vendors' 64-bit ids and long
 * decimals, comes back as the text that was sent. All others are numbers. What nests deeper than anybody's data is cut off,
 * and a text says so in its place: whoever walks or writes it would run out of stack. (The fields that we read lie far above, and what
 * should be a text and is a list is null there, so nobody takes these words for the vendor's: only `raw` shows them.)
 */
export function readJson(text: string): unknown {
  if (isPastReading(text))
    throw new UnreadableReply(
      `the reply has more values, names or levels than any page has, within ${text.length} characters`,
    );
  try {
    const value = parse(text);
    return isDeeper(value, MAX_DEPTH) ? withoutDepths(value) : value;
  } catch (error) {
    if (error instanceof UnreadableReply) throw error;
    // The parser's own message quotes the reply, so it is not kept.
    throw new UnreadableReply(`the reply is not JSON: ${describe(text)}`);
  }
}

/**
 * Puts long numbers in quotes and parses once, several times faster than a reviver. A match inside a string breaks that
 * string, and a string followed by a digit is never JSON: so a wrong guess always shows, and the slow way is taken.
 */
function parse(text: string): unknown {
  const quoted = quoteLongNumbers(text);
  if (quoted === text) return JSON.parse(text);
  try {
    return JSON.parse(quoted);
  } catch {
    return JSON.parse(text, keepDigits);
  }
}

/** The deepest of the vendors' replies has nine levels. */
const MAX_DEPTH = 64;
const CUT_OFF = '(nested too deep to be read)';

/** Whether lists and objects nest in one another more often than that: looks at each value once, and makes nothing. */
function isDeeper(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((part) => isDeeper(part, levels - 1));
  for (const name in value) if (isDeeper(value[name], levels - 1)) return true;
  return false;
}

function withoutDepths(value: unknown): unknown {
  let level = containersIn([value]);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth === MAX_DEPTH)
      for (const container of level)
        for (const [key, part] of Object.entries(container)) if (isContainer(part)) container[key] = CUT_OFF;
    level = level.flatMap((container) => containersIn(Object.values(container)));
  }
  return value;
}

type Container = Record<string, unknown>;
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
const containersIn = (values: readonly unknown[]): Container[] => values.filter(isContainer);

/** A double holds every number of 15 digits, so only those of as many characters and more need a second look. */
const SHORTEST = 16;
/** Far more than any vendor's ids and amounts have. */
const MAX_DIGITS = 1_000;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const EXPONENT = /[eE][+-]?\d+/y;

/**
 * Looks at every sixteenth character alone: a number of sixteen characters has one there. A regular expression looks at
 * each of them, and takes as long as the parser does.
 */
function quoteLongNumbers(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (!isDigitOrPoint(text.charCodeAt(at))) continue;
    let start = at;
    while (isDigitOrPoint(text.charCodeAt(start - 1))) start -= 1;
    while (isDigitOrPoint(text.charCodeAt(at + 1))) at += 1;
    if (at + 1 - start < SHORTEST) continue;
    if (text.charCodeAt(start - 1) === MINUS) start -= 1;
    const end = endOfNumber(text, at + 1);
    if (!mayStandBefore(text.charCodeAt(start - 1)) || !mayStandAfter(text.charCodeAt(end))) continue;
    if (end - start > MAX_DIGITS)
      throw new UnreadableReply(`the reply has a number of ${end - start} characters; ${MAX_DIGITS} are read`);
    const digits = text.slice(start, end);
    if (!NUMBER.test(digits) || isExact(digits)) continue;
    parts.push(text.slice(done, start), digits);
    done = end;
  }
  if (parts.length === 0) return text;
  parts.push(text.slice(done));
  return parts.join('"');
}

function endOfNumber(text: string, end: number): number {
  const code = text.charCodeAt(end);
  if (code !== LARGE_E && code !== SMALL_E) return end;
  EXPONENT.lastIndex = end;
  return EXPONENT.test(text) ? EXPONENT.lastIndex : end;
}

const [MINUS, POINT, COLON, COMMA, LARGE_E, SMALL_E] = [0x2d, 0x2e, 0x3a, 0x2c, 0x45, 0x65];
const [OPEN_LIST, CLOSE_LIST, CLOSE_MAP] = [0x5b, 0x5d, 0x7d];

const isDigitOrPoint = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === POINT;
/** Either end of the text has no character at all, which is NaN. */
const mayStandBefore = (code: number): boolean =>
  code === COLON || code === COMMA || code === OPEN_LIST || isSpace(code) || Number.isNaN(code);
const mayStandAfter = (code: number): boolean =>
  code === COMMA || code === CLOSE_MAP || code === CLOSE_LIST || isSpace(code) || Number.isNaN(code);
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return isExact(context.source) ? value : context.source;
}

function isExact(digits: string): boolean {
  const value = Number(digits);
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value) && !/[.eE]/.test(digits)) return Number.isSafeInteger(value);
  const [mantissa = ''] = digits.split(/[eE]/, 1);
  const significant = mantissa.replace(/^-?[0.]*|\./g, '');
  return withoutTrailing(significant, '0').length <= 15 || String(value) === digits;
}

function describe(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'it is empty';
  if (start.startsWith('<')) return `it looks like ${/^<(!doctype )?html/i.test(start) ? 'an HTML page' : 'markup'}`;
  if (start.startsWith('{') || start.startsWith('['))
    return `it begins like JSON and breaks off or goes wrong within ${text.length} characters`;
  return `it is other text of ${text.length} characters`;
}
