import { FiguresError } from './figures-request.ts';

/** Buckets of one answer, empty ones included. */
export const MAX_BUCKETS = 2000;

/** Says what there would be, and what to do about it. */
export const tooManyBuckets = (count: string): FiguresError =>
  new FiguresError(
    `There would be ${count} buckets; ${MAX_BUCKETS} are allowed. Ask for a shorter range, for fewer dimensions in \`by\` or for a longer \`every\`.`,
  );
