/** Where an operator reads what happened. */
export type HistoryLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};
