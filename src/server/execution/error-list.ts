import type { GraphQLError, ResponsePath } from 'graphql';
import { responsePathAsArray } from 'graphql';

export type ErrorList = ReturnType<typeof createErrorList>;

/** A place of the answer, with the places below it at which something failed. */
type Place = { isNull: boolean; readonly below: Map<string | number, Place> };

/**
 * The errors of an answer, each of the place that is null because of it. Once a place is null, what still fails below it is not told, as in graphql-js since 16.15: the
 * client sees nothing of it, and an answer that has been given does not change.
 */
export function createErrorList() {
  const errors: GraphQLError[] = [];
  const root = createPlace();
  return {
    errors: errors as readonly GraphQLError[],
    /** Adds the error of a place that becomes null; `undefined` is the whole answer. */
    add(error: GraphQLError, path: ResponsePath | undefined): void {
      let place = root;
      for (const key of path ? responsePathAsArray(path) : []) {
        if (place.isNull) return;
        const next = place.below.get(key) ?? createPlace();
        place.below.set(key, next);
        place = next;
      }
      if (place.isNull) return;
      place.isNull = true;
      errors.push(error);
    },
  };
}

const createPlace = (): Place => ({ isNull: false, below: new Map() });
