/** What was read, or why it cannot be, to stand in a slot of a list. */
export function readOrError<Value>(read: () => Value): Value | Error {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
