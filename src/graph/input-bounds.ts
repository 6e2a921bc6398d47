/** How long a text and how many values a list of an argument may have. */
export type InputBounds = { readonly maxCharacters: number; readonly maxValues: number };

/** The bounds where a field says nothing else. */
export const INPUT_BOUNDS: InputBounds = { maxCharacters: 10_000, maxValues: 10_000 };

/** How deep lists and objects may nest within an argument. */
export const MAX_INPUT_NESTING = 32;

/** Reading a telephone number takes some 50 µs: a list of them costs more than others, and none is longer than this. */
export const PHONE_NUMBER_BOUNDS: InputBounds = { maxCharacters: 100, maxValues: 500 };

/** What is looked for in texts: each of its words is looked for in each of the calls. */
export const SEARCH_BOUNDS: Partial<InputBounds> = { maxCharacters: 200 };

const EXTENSION = 'trunklineBounds';

/** Gives an input field bounds of its own: t.string({ ...boundedBy({ maxCharacters: 100 }) }). */
export const boundedBy = (bounds: Partial<InputBounds>) => ({
  extensions: { [EXTENSION]: { ...INPUT_BOUNDS, ...bounds } },
});

/** The bounds of an argument or an input field. */
export const boundsOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): InputBounds =>
  (extensions[EXTENSION] as InputBounds | undefined) ?? INPUT_BOUNDS;
