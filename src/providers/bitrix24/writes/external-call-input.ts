import { z } from 'zod';
import { withoutTrailing } from '../../../transport/read-wire.ts';
import { toVendorTime } from '../api/to-parameters.ts';
import { RESULT_CODES } from '../calls/columns.ts';
import type { Parameters } from '../api/wire.ts';

const text = z.string().trim().min(1, 'must not be empty');
const callId = text;
/** Ids of users, CRM entities and call lists; all below 2^53, so that a number can carry them. */
const numericId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be the whole number by which Bitrix24 knows it')
  .transform(Number);
const flag = z.boolean().transform((isOn) => (isOn ? 1 : 0));

const user = {
  userId: numericId.optional(),
  userPhoneInner: text.optional(),
};
const hasUser = ({ userId, userPhoneInner }: { userId?: unknown; userPhoneInner?: unknown }): boolean =>
  userId !== undefined || userPhoneInner !== undefined;
const NO_USER = { path: ['userId'], error: 'give userId or userPhoneInner: one of the two is needed' };

/** An amount that a double holds exactly: the vendor keeps it in one, and would round a longer one without a word. */
const amount = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a decimal number, 0 or more')
  .refine((digits) => significantDigits(digits) <= 15, 'must not have more than 15 digits: Bitrix24 would round it')
  .transform(Number);

const webAddress = z
  .string()
  .refine(
    (url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''),
    'must be an address that begins with https or http',
  );

/** telephony.externalCall.finish: our input, checked, as the vendor's parameters. */
export const finishInput = z
  .strictObject({
    callId,
    ...user,
    durationSeconds: z
      .int('must be a whole number of seconds')
      .min(0, 'must be 0 or more')
      .max(2 ** 31 - 1, 'must fit into 32 bits')
      .optional(),
    cost: amount.optional(),
    costCurrency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a currency of three capitals, like EUR')
      .optional(),
    statusCode: z.enum(RESULT_CODES.map(([code]) => code)).optional(),
    failedReason: z.string().optional(),
    recordUrl: webAddress.optional(),
    vote: z
      .int('must be a whole number')
      .min(1, 'must be 1 to 5; leave it out where there is no rating')
      .max(5, 'must be 1 to 5')
      .optional(),
    addToChat: flag.optional(),
  })
  .refine(hasUser, NO_USER)
  .transform(toParameters);

/** telephony.externalCall.register, likewise. */
export const registerInput = z
  .strictObject({
    ...user,
    phoneNumber: z.string().trim().regex(/\d/, 'must be a phone number'),
    type: z.enum(['1', '2', '3', '4', '5']).transform(Number),
    callStartDate: z
      .number()
      .refine(isVendorTime, 'must be a moment from 1970 to 9999')
      .transform(toVendorTime)
      .optional(),
    crmCreate: flag.optional(),
    crmSource: text.optional(),
    crmEntityType: z.enum(['CONTACT', 'COMPANY', 'LEAD']).optional(),
    crmEntityId: numericId.optional(),
    show: flag.optional(),
    addToChat: flag.optional(),
    callListId: numericId.optional(),
    lineNumber: text.optional(),
    externalCallId: text.optional(),
  })
  .refine(hasUser, NO_USER)
  .refine(({ crmEntityType, crmEntityId }) => (crmEntityType === undefined) === (crmEntityId === undefined), {
    path: ['crmEntityId'],
    error: 'crmEntityType and crmEntityId belong together: give both or neither',
  })
  .transform(toParameters);

/**
 * telephony.externalCall.attachRecord, likewise. Asked with a name alone the vendor answers with a link to upload to,
 * which opens the portal to whoever holds it and so may not leave this server: that way is not taken.
 */
export const attachInput = z
  .strictObject({
    callId,
    recordUrl: webAddress.optional(),
    filename: z
      .string()
      .regex(/^[^/\\]+\.(wav|mp3)$/i, 'must be the name of a file that ends in .wav or .mp3')
      .optional(),
    fileContent: z.string().min(1, 'must not be empty').refine(isBase64, 'must be the whole file in Base64').optional(),
  })
  .refine(({ recordUrl, fileContent }) => (recordUrl === undefined) !== (fileContent === undefined), {
    path: ['recordUrl'],
    error: 'give either recordUrl, or fileContent with filename',
  })
  .refine(({ filename, fileContent }) => fileContent === undefined || filename !== undefined, {
    path: ['filename'],
    error: 'must be given with fileContent',
  })
  .transform(toParameters);

/** The vendor's names are ours in capitals, but for one; what is left out is not sent. */
function toParameters(input: Readonly<Record<string, string | number | undefined>>): Parameters {
  const parameters = Object.entries(input).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name === 'durationSeconds' ? 'DURATION' : name.replace(/[A-Z]/g, '_$&').toUpperCase(), value]],
  );
  return Object.fromEntries(parameters) as Parameters;
}

const significantDigits = (digits: string): number =>
  withoutTrailing(digits.replace('.', '').replace(/^0+/, ''), '0').length;

function isBase64(content: string): boolean {
  return content.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(content);
}

/** The vendor's form has four digits for a year. */
function isVendorTime(instant: number): boolean {
  return instant >= 0 && instant < Date.UTC(10_000, 0);
}
