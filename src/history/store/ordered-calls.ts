import type { OrderDirection } from '../../domain/call-session.ts';
import type { ValueOrderField } from '../../domain/value-order.ts';
import type { KeptCall, PageQuestion } from './kept-page.ts';

/** A value that calls are ordered by, -1 where it is not known, and a second of their starts. */
export type OrderedPlace = { readonly value: number; readonly second: number };

export type OrderedQuestion = Pick<PageQuestion, 'account' | 'range' | 'limit' | 'parts' | 'filter' | 'beyond'> & {
  readonly order: { readonly field: ValueOrderField; readonly direction: OrderDirection };
  /** Where it begins; `isAfter` leaves the calls of that value and second out. Null: at the beginning. */
  readonly from: (OrderedPlace & { readonly isAfter?: boolean }) | null;
};

/** A piece, and the value and second of the last calls that were looked at; null at the end. */
export type OrderedPage = { readonly calls: readonly KeptCall[]; readonly through: OrderedPlace | null };
