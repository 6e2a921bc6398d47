import type { ProviderError } from '../../domain/provider-error.ts';
import { type Flight, createFlight } from '../../transport/flight.ts';
import type { Answer, Command } from './wire.ts';

/** Runs commands together: what is asked within one turn of the event loop travels in one exchange. */
export type CommandQueue = {
  /** Answers in the order of the commands; a command that failed alone is an error in its place. */
  ask(commands: readonly Command[], signal: AbortSignal): Promise<(Answer | ProviderError)[]>;
};

type RunTogether = (commands: readonly Command[], signal: AbortSignal) => Promise<(Answer | ProviderError)[]>;

/** Commands of one batch. */
const MAX_COMMANDS = 50;

/**
 * The agents and the recordings of a page are wanted at the same moment by different loaders: together they are one
 * request. An exchange ends when the last of those who wait for it has gone.
 */
export function createCommandQueue(run: RunTogether): CommandQueue {
  let waiting: { commands: Command[]; flight: Flight<(Answer | ProviderError)[]> } | null = null;

  const openFlight = (): NonNullable<typeof waiting> => {
    const commands: Command[] = [];
    const flight = createFlight(async (signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (waiting?.commands === commands) waiting = null;
      const chunks: Command[][] = [];
      for (let from = 0; from < commands.length; from += MAX_COMMANDS)
        chunks.push(commands.slice(from, from + MAX_COMMANDS));
      return (await Promise.all(chunks.map((chunk) => run(chunk, signal)))).flat();
    });
    return { commands, flight };
  };

  return {
    async ask(commands, signal) {
      if (commands.length === 0) return [];
      if (waiting === null || !waiting.flight.isOpen()) waiting = openFlight();
      const { commands: all, flight } = waiting;
      const from = all.length;
      all.push(...commands);
      const answers = await flight.join(signal);
      return answers.slice(from, from + commands.length);
    },
  };
}
