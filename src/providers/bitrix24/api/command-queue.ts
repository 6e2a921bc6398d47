import type { ProviderError } from '../../../domain/provider-error.ts';
import { currentWaiter } from '../../../time/waiting-as.ts';
import { type Flight, createFlight } from '../../../transport/flight.ts';
import { chunksOf } from '../../chunks-of.ts';
import { toCommandText } from './to-parameters.ts';
import type { Answer, Command } from './wire.ts';

/** Runs commands together: what is asked within one turn of the event loop travels in one exchange. */
export type CommandQueue = {
  /**
   * Answers in the order of the commands; a command that failed alone is an error in its place. A command that is on its
   * way already is not sent again.
   */
  ask(commands: readonly Command[], signal: AbortSignal): Promise<Outcome[]>;
};

type Outcome = Answer | ProviderError;
type RunTogether = (commands: readonly Command[], signal: AbortSignal) => Promise<readonly Outcome[]>;

/** Commands of one batch. */
const MAX_COMMANDS = 50;

/**
 * The agents and the recordings of a page are wanted at the same moment by different loaders, and so are the lists of
 * many agents by the fields of one query: together they are one request. Who leaves takes nothing from the others: a
 * command ends with the last that waits for it, an exchange with its last command.
 */
export function createCommandQueue(provider: string, run: RunTogether): CommandQueue {
  const flights = new Map<string, Flight<Outcome>>();
  let waiting: Waiting[] = [];

  const sendOff = (): void => {
    const all = waiting;
    waiting = [];
    for (const { signal, leave } of all) if (signal.aborted) leave(signal.reason);
    const left = all.filter(({ signal }) => !signal.aborted);
    for (const together of chunksOf(left, MAX_COMMANDS)) {
      const commands = together.map(({ command }) => command);
      const exchange = createFlight((signal) => run(commands, signal));
      for (const [index, { assign }] of together.entries()) assign({ exchange, index });
    }
  };

  const runAmongOthers = async (command: Command, signal: AbortSignal): Promise<Outcome> => {
    const { exchange, index } = await new Promise<Place>((assign, leave) => {
      // The check phase follows the turn in which all of a query's fields have asked, however many promises that took
      // them; it waits for no timer, so that who asks alone loses nothing that can be measured.
      if (waiting.length === 0) setImmediate(sendOff);
      waiting.push({ command, signal, assign, leave });
    });
    const outcome = (await exchange.join(signal))[index];
    if (outcome === undefined) throw new Error(`no answer to one ${command.method} of several`);
    return outcome;
  };

  const flightOf = (command: Command): Flight<Outcome> => {
    const key = toCommandText(command);
    const flying = flights.get(key);
    if (flying?.isOpen()) return flying;
    const flight: Flight<Outcome> = createFlight((signal) =>
      runAmongOthers(command, signal).finally(() => {
        // An abandoned flight may have been replaced meanwhile.
        if (flights.get(key) === flight) flights.delete(key);
      }),
    );
    flights.set(key, flight);
    return flight;
  };

  const isFlying = (command: Command): boolean => flights.get(toCommandText(command))?.isOpen() === true;

  return {
    async ask(commands, signal) {
      signal.throwIfAborted();
      const ask = () => Promise.all(commands.map((command) => flightOf(command).join(signal)));
      // Held back before it stands among others: nobody's exchange waits for who may not ask yet.
      return currentWaiter().way?.asking(provider, ask, () => commands.every(isFlying)) ?? ask();
    },
  };
}

/** A command that is about to be sent: it is given its place in an exchange, or leaves the queue because nobody waits any more. */
type Waiting = {
  readonly command: Command;
  readonly signal: AbortSignal;
  readonly assign: (place: Place) => void;
  readonly leave: (reason: unknown) => void;
};
type Place = { readonly exchange: Flight<readonly Outcome[]>; readonly index: number };
