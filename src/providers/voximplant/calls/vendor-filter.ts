import { z } from 'zod';
import { CallFilterError, type VendorFilter } from '../../../domain/call-filter.ts';
import { digitsOf } from '../../../domain/phone-number.ts';
import { refuseEmptyConditions } from '../../refuse-empty-conditions.ts';
import { toSentence } from '../../vendor-words.ts';

const MOST_IDS = 1000;
const NOT_A_LIST_SIGN = 'a value cannot hold ";": the vendor would read two';

const id = z.string().regex(/^\d{1,19}$/, 'an id is a number of at most 19 digits');
const ids = z.array(id).max(MOST_IDS, `at most ${MOST_IDS} ids`);
/** The vendor may take a parameter without a value for one that is not set, and answer everything. */
const text = z.string().refine((value) => value.trim() !== '', 'a blank text is no value');
const number = text.refine((value) => withoutSigns(value) !== '', 'a number has digits');
const numbers = z.array(number.refine((value) => !value.includes(';'), NOT_A_LIST_SIGN));

/** Every parameter of GetCallHistory that narrows it; the others are the provider's own business. */
const vendorFilter = z.strictObject({
  callSessionHistoryId: ids.optional(),
  applicationId: id.optional(),
  applicationName: text.optional(),
  userId: ids.optional(),
  ruleName: text.optional(),
  remoteNumber: numbers.optional(),
  remoteNumberList: z.array(number).optional(),
  localNumber: numbers.optional(),
  callSessionHistoryCustomData: text.optional(),
  childAccountId: z.array(z.union([id, z.literal('all')])).optional(),
  childrenCallsOnly: z.boolean().optional(),
});

export type VoximplantFilter = z.infer<typeof vendorFilter>;

/** Reads the vendor's part of a filter; throws CallFilterError for what the vendor would ignore, misread or refuse. */
export function readVendorFilter(input: VendorFilter = {}): VoximplantFilter {
  refuseEmptyConditions(input, 'voximplant');
  const read = vendorFilter.safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new CallFilterError(
      'BAD_FILTER',
      toSentence(`voximplant.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`),
    );
  }
  const filter = read.data;
  const { applicationId, applicationName, ruleName, remoteNumber, remoteNumberList } = filter;
  if (applicationId !== undefined && applicationName !== undefined)
    throw unsupported('voximplant.applicationName: Voximplant takes an application by id or by name, not by both');
  if (ruleName !== undefined && applicationId === undefined && applicationName === undefined)
    throw unsupported('voximplant.ruleName: Voximplant ignores a rule without applicationId or applicationName');
  if (remoteNumber !== undefined && remoteNumberList !== undefined)
    throw unsupported('voximplant.remoteNumber: Voximplant ignores it beside remoteNumberList');
  return filter;
}

/** Numbers travel without "+" and without spaces; names and SIP addresses as they are. */
export function withoutSigns(number: string): string {
  const trimmed = number.trim();
  return /^\+?[\d\s()\-./]*$/.test(trimmed) ? digitsOf(trimmed) : trimmed;
}

const unsupported = (message: string) => new CallFilterError('UNSUPPORTED_FILTER', `${message}.`);
