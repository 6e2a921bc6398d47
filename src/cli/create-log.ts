import { type DestinationStream, type Logger, pino } from 'pino';

/** Makes the log that operators and their tools read: levels as words, times as ISO. Standard output, unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    { level, formatters: { level: (label) => ({ level: label }) }, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination(1),
  );
}
