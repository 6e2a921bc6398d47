const LARGEST_ID = 2n ** 63n - 1n;

/** Whether a text may be the id of a session: a number that fits into 64 bits. */
export const isNativeId = (text: string): boolean => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= LARGEST_ID;
