/** Cannot be exported as asked; the message says why, and what can. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
