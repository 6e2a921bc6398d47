/** Whether a text may be the id of a call session: a number that fits into 64 bits. */
export const isNativeId = (text: string): boolean => /^\d{1,19}$/.test(text);
