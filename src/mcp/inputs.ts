import { z } from 'zod';
import { CALL_OUTCOMES } from '../domain/outcome.ts';
import { dayOf, looksLikeDay, readDay } from '../time/day.ts';
import { DAY_MS } from '../time/instant.ts';
import { createWallClock } from '../time/wall-clock.ts';
import { NoAnswer } from './ask-graph.ts';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

const moment = () =>
  z
    .string()
    .max(40)
    .refine((text) => looksLikeDay(text) || MOMENT.test(text), {
      error: 'must be a day such as 2026-11-27, or a moment with its offset such as 2026-11-27T09:00:00+01:00',
    });

/** Inputs that several tools take, with the same names and meaning everywhere. */
export const INPUTS = {
  from: moment().optional().describe('First day (2026-11-01) or moment (2026-11-01T09:00:00Z).'),
  to: moment().optional().describe('Last day, included, or the moment at which it ends.'),
  timeZone: z.string().max(64).default('UTC').describe('IANA zone whose days `from` and `to` are: Europe/Berlin.'),
  provider: z.string().max(100).optional().describe('One phone system only: a key from `providers`.'),
  direction: z.enum(['INBOUND', 'OUTBOUND', 'INTERNAL']).optional(),
  outcome: z
    .array(z.enum(CALL_OUTCOMES))
    .max(CALL_OUTCOMES.length)
    .optional()
    .describe('How the call ended, any of these.'),
  number: z
    .string()
    .max(50)
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

function toNumberFilter(number: string) {
  const digits = number.replace(/\D/g, '');
  return digits.length >= WHOLE_DIGITS || digits.length < 3 ? { number: [number] } : { numberContains: digits };
}

function toRange({ from, to, timeZone = 'UTC' }: CallQuestion) {
  if (from === undefined && to === undefined) return null;
  return {
    ...(from !== undefined && { from: toInstant(from, timeZone, 0) }),
    ...(to !== undefined && { to: toInstant(to, timeZone, 1) }),
  };
}

/** A day is where it begins in its zone, so many days later. */
function toInstant(text: string, timeZone: string, daysLater: number): string {
  if (!looksLikeDay(text)) return text;
  const day = readDay(text);
  if (day === null) throw new NoAnswer(`There is no day ${text}.`);
  // The last of all days has none after it: whoever names it means the end of time.
  return new Date(clockOf(timeZone).toInstant(`${dayOf(day + daysLater * DAY_MS)} 00:00:00`) ?? day).toISOString();
}

function clockOf(timeZone: string) {
  try {
    return createWallClock(timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new NoAnswer(`There is no time zone "${timeZone}": write its IANA name, such as Europe/Berlin.`);
  }
}
