import { GraphQLError } from 'graphql';

/**
 * Reads an argument before its own turn, to plan by it. What is wrong with it is an error of the field that has it, in every
 * row, and of nothing where there are no rows: nothing is planned for that field, and it says so itself when it is resolved.
 */
export function readForPlan<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
