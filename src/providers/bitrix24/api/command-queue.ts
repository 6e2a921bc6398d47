import type { ProviderError } from '../../../domain/provider-error.ts';
import { currentWaiter } from '../../../time/waiting-as.ts';
import { type Flight, createFlight, withSharing } from '../../../transport/flight.ts';
import { chunksOf } from '../../chunks-of.ts';
import { toCommandText } from './to-parameters.ts';
import type { Answer, Command } from './wire.ts';

type Outcome = Answer | ProviderError;
type RunTogether = (commands: readonly Command[], signal: AbortSignal) => Promise<readonly Outcome[]>;

/** Commands of one batch. */
const MAX_COMMANDS = 50;

/**
 * Runs commands together: what is asked within one turn of the event loop travels in one exchange, and what is on its way
 * already is not sent again. Answers in the order of the commands; one that failed alone is an error in its place.
 *
 * The agents and the recordings of a page are wanted at the same moment by different loaders, and so are the lists of
 * many agents by the fields of one query: together they are one request. Who leaves takes nothing from the others: a
 * command ends with the last that waits for it, an exchange with its last command.
 */
export function createCommandQueue(provider: string, run: RunTogether) {
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

  const runAmongOthers = async (command: Read, signal: AbortSignal): Promise<Outcome> => {
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

  const shared = withSharing(runAmongOthers, toCommandText);

  return async (commands: readonly Command[], signal: AbortSignal): Promise<Outcome[]> => {
    signal.throwIfAborted();
    const reads = commands.map((command): Read => ({ ...command, purpose: 'read' }));
    const ask = () => Promise.all(reads.map((read) => shared(read, signal)));
    // Held back before it stands among others: nobody's exchange waits for who may not ask yet.
    return currentWaiter().way?.asking(provider, ask, () => reads.every((read) => shared.isFlying(read))) ?? ask();
  };
}

type Read = Command & { readonly purpose: 'read' };

/** A command that is about to be sent: it is given its place in an exchange, or leaves the queue because nobody waits any more. */
type Waiting = {
  readonly command: Command;
  readonly signal: AbortSignal;
  readonly assign: (place: Place) => void;
  readonly leave: (reason: unknown) => void;
};
type Place = { readonly exchange: Flight<readonly Outcome[]>; readonly index: number };
