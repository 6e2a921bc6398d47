/** Cannot be exported as asked; the message says why, and what can. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

/** Says which file the machine does not write, and why; whatever else went wrong stays what it is. */
export const toWriteError = (path: string, error: unknown): unknown => {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : new ExportError(`${path} cannot be written (${code}).`);
};
