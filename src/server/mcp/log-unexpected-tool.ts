import type { Log } from '../../transport/log.ts';

/** Writes down what a tool of assistants threw that nobody foresaw. */
export const logUnexpectedTool =
  (log: Log) =>
  (error: unknown, tool: string): void => {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    log.error({ tool, error: { name, message, stack } }, 'a tool failed unexpectedly');
  };
