/**
 * One side of a call, as the vendor named it. E.164 and country are read from the number when somebody asks
 * (`readPhoneNumber`): most rows of a big page are never asked.
 */
export type Party = {
  /** As sent: digits with or without "+", an extension, a SIP address, "hidden". */
  readonly number: string | null;
  readonly displayName: string | null;
  /** ISO 3166 country of numbers written without a country code: the provider's `defaultCountry`. */
  readonly defaultCountry: string | null;
};
