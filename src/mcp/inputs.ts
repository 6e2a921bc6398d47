import { z } from 'zod';
import { CALL_OUTCOMES } from '../domain/outcome.ts';
import { dayOf, readDay } from '../time/day.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import { createWallClock, isTimeZone } from '../time/wall-clock.ts';
import { NoAnswer } from './ask-graph.ts';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

const A_MOMENT = 'a moment with its offset such as 2026-11-27T09:00:00+01:00';

export const moment = () =>
  z
    .string()
    .max(40)
    .refine(isMoment, { error: `must be ${A_MOMENT}` });

const dayOrMoment = () =>
  z
    .string()
    .max(40)
    .refine((text) => readDay(text) !== null || isMoment(text), {
      error: `must be a day such as 2026-11-27, or ${A_MOMENT}`,
    });

/** Without a digit it would be found nowhere. */
export const phoneNumber = () => z.string().max(50).regex(/\d/, { error: 'must have the digits of a number' });

/** Inputs that several tools take, with the same names and meaning everywhere. */
export const INPUTS = {
  from: dayOrMoment().optional().describe('First day (2026-11-01) or moment (2026-11-01T09:00:00Z).'),
  to: dayOrMoment().optional().describe('Last day, included, or the moment at which it ends.'),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { error: 'must be the IANA name of a time zone, such as Europe/Berlin' })
    .default('UTC')
    .describe('IANA zone whose days `from` and `to` are: Europe/Berlin.'),
  provider: z.string().max(100).optional().describe('One phone system only: a key from `providers`.'),
  direction: z.enum(['INBOUND', 'OUTBOUND', 'INTERNAL']).optional(),
  outcome: z
    .array(z.enum(CALL_OUTCOMES))
    .min(1)
    .max(CALL_OUTCOMES.length)
    .optional()
    .describe('How the call ended, any of these.'),
  number: phoneNumber()
    .optional()
    .describe("The customer's or the company's number in any spelling, or 3 to 6 digits that stand anywhere in one."),
  search: z
    .string()
    .max(200)
    .optional()
    .describe("Words in the customer's name, the note, the agents' names or kept transcripts."),
  person: z.string().max(500).optional().describe('Whose calls: an id from `agents`.'),
  limit: z.int().min(1).max(50).default(15).describe('How many rows.'),
  after: z.string().max(2000).optional().describe('`next` of the answer before, to go on.'),
};

export type CallQuestion = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly provider?: string | undefined;
  readonly direction?: string | undefined;
  readonly outcome?: readonly string[] | undefined;
  readonly number?: string | undefined;
  readonly search?: string | undefined;
  readonly person?: string | undefined;
};

/** The inputs as a CallSessionFilter. */
export function toFilter(question: CallQuestion): Readonly<Record<string, unknown>> {
  const { provider, direction, outcome, number, search, person } = question;
  const startedAt = toRange(question);
  return {
    ...(startedAt && { startedAt }),
    ...(provider !== undefined && { providers: [provider] }),
    ...(direction !== undefined && { direction: [direction] }),
    ...(outcome !== undefined && { outcome }),
    ...(number !== undefined && toNumberFilter(number)),
    ...(search !== undefined && { text: search }),
    ...(person !== undefined && { personIds: [person] }),
  };
}

/** Fewer digits than any telephone number of a country has. */
const WHOLE_DIGITS = 7;

const digitsOf = (number: string): string => number.replace(/\D/g, '');

export const isWholeNumber = (number: string): boolean => digitsOf(number).length >= WHOLE_DIGITS;

function toNumberFilter(number: string) {
  const digits = digitsOf(number);
  return isWholeNumber(number) || digits.length < 3 ? { number: [number] } : { numberContains: digits };
}

function toRange({ from, to, timeZone = 'UTC' }: CallQuestion) {
  if (from === undefined && to === undefined) return null;
  const start = from === undefined ? null : toInstant(from, timeZone, 0);
  const end = to === undefined ? null : toInstant(to, timeZone, 1);
  if (start !== null && end !== null && end < start) throw new NoAnswer('`to` lies before `from`.');
  return { ...(start !== null && { from: toText(start) }), ...(end !== null && { to: toText(end) }) };
}

/** A day is where it begins in its zone, so many days later. */
function toInstant(text: string, timeZone: string, daysLater: number): Instant {
  const day = readDay(text);
  if (day === null) return Date.parse(text);
  const begin = createWallClock(timeZone).toInstant(`${dayOf(day + daysLater * DAY_MS)} 00:00:00`);
  // The last of all days has none after it: whoever names it means the end of time.
  return begin ?? (daysLater > 0 ? LAST : day);
}

const [FIRST, LAST] = [Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')];

/** With its offset, a moment of the first or the last year may lie in one that cannot be written. */
const toText = (instant: Instant): string => new Date(Math.min(Math.max(instant, FIRST), LAST)).toISOString();

/** JavaScript reads a 31st of February as a day of March. */
function isMoment(text: string): boolean {
  return MOMENT.test(text) && readDay(text.slice(0, '2026-11-27'.length)) !== null && !Number.isNaN(Date.parse(text));
}
