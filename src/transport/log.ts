/** The part of a logger that providers use; pino fits. Fields and messages hold no secret. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** A log that keeps nothing. */
export const SILENT_LOG: Log = { info: () => {}, warn: () => {}, error: () => {} };
