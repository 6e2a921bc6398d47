import { QuestionError } from '../domain/question-error.ts';

/** What a query says of the size, as GraphQL gives it. */
export type PageSizeArguments = {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
};
/** What the settings say of the size. */
export type PageSizeLimits = { readonly defaultPageSize: number; readonly maxPageSize: number };

/** How many items a page has, and whether they are counted from the end. */
export function readPageSize(
  { first, last }: PageSizeArguments,
  { defaultPageSize, maxPageSize }: PageSizeLimits,
): { readonly size: number; readonly isBackward: boolean } {
  if (first != null && last != null)
    throw badPageSize('`first` and `last` were both given: a page is counted from one end. Leave one of them out.');
  const isBackward = last != null;
  const name = isBackward ? 'last' : 'first';
  const size = last ?? first ?? defaultPageSize;
  if (!Number.isSafeInteger(size) || size < 0)
    throw badPageSize(`\`${name}: ${size}\` is no size of a page: give a whole number from 0 to ${maxPageSize}.`);
  if (size > maxPageSize)
    throw badPageSize(
      `\`${name}: ${size}\` is more than a page can have here: at most ${maxPageSize}. Ask for less, and for the next page.`,
    );
  return { size, isBackward };
}

const badPageSize = (message: string): QuestionError => new QuestionError('BAD_PAGE_SIZE', message);
