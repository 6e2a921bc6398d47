/** The digits of a number as somebody wrote it, without what stands between them. */
export const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

/** The fewest digits of a part of a number that are looked for, as the filter `numberContains` wants it. */
export const LEAST_DIGITS = 3;
