import type { CallFilter } from './call-filter.ts';
import { LEAST_DIGITS, digitsOf } from './digits.ts';

/** What stands in the search box. */
export const searchOf = ({ text, number }: CallFilter): string => text ?? number ?? '';

/** Reads what was typed: a number, or a part of one, where it has nothing but digits and what stands between them; else words. Null: too little yet. */
export function readSearch(typed: string): Pick<CallFilter, 'text' | 'number'> | null {
  const search = typed.trim();
  if (search === '') return { text: null, number: null };
  if (!/^[\d\s()+./-]+$/.test(search)) return { text: search, number: null };
  return digitsOf(search).length >= LEAST_DIGITS ? { text: null, number: search } : null;
}
