/** How old an answer may be. */
export type ReadingAge = {
  /** What was read at most so long ago will do; 0 reads the vendor now. Undefined: the settings decide. */
  readonly maxAgeMs?: number | undefined;
  /** Nobody is asked: what is not kept is missing, and named. */
  readonly isKeptOnly?: boolean | undefined;
};

/** As the settings have it. */
export const USUAL_AGE: ReadingAge = {};

/** Names an age for a map. */
export const ageText = ({ maxAgeMs, isKeptOnly = false }: ReadingAge): string => `${maxAgeMs ?? 'usual'} ${isKeptOnly}`;
