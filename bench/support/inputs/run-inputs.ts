import type { Input } from './make-input.ts';
import { judgeAnswer } from './judge-answer.ts';
import { sendInput } from './send-input.ts';

/** An input whose answer is not as it should be. */
export type Failure = { readonly index: number; readonly problem: string };

export type InputRun = {
  readonly url: string;
  readonly make: (index: number) => Input;
  /** The numbers of the inputs. */
  readonly indexes: readonly number[];
  readonly secrets: readonly string[];
  /** How many are sent at the same time. */
  readonly atOnce: number;
  readonly withinMs: number;
};

/** Sends inputs, some at the same time, and gives those that were answered wrongly, or not at all. */
export async function runInputs({ url, make, indexes, secrets, atOnce, withinMs }: InputRun): Promise<Failure[]> {
  const failures: Failure[] = [];
  const place = new URL(url);
  const waiting = indexes.values();
  const work = async (): Promise<void> => {
    for (const index of waiting) {
      const input = make(index);
      try {
        const problem = judgeAnswer(input, await sendInput(place, input, withinMs), secrets);
        if (problem !== null) failures.push({ index, problem });
      } catch (error) {
        failures.push({ index, problem: String(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failures;
}

/** An input as a line that a person can read. */
export const showInput = ({ method, path, headers, body }: Input): string =>
  JSON.stringify([method, path, headers, body === null ? null : body.toString()]).slice(0, 2000);
