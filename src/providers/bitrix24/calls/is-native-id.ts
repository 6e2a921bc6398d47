/** Whether a text may be the id of a call: a whole number of the portal's database. One that is none would match anything. */
export const isNativeId = (text: string): boolean => /^[1-9]\d{0,19}$/.test(text);
