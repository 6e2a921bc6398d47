import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpRequest } from '../../../transport/http.ts';
import { countOrNull, recordOf } from '../../../transport/read-wire.ts';
import type { Standing } from '../../standing.ts';
import type { OperatingMemory } from './operating-memory.ts';
import { type Asked, readCommandError, readOperatingTime, unreadable } from './read-envelope.ts';
import type { Rest } from './rest.ts';
import { toCommandText } from './to-parameters.ts';
import type { Answer, Command } from './wire.ts';

export type BatchParts = {
  readonly read: Rest;
  readonly operating: OperatingMemory;
  readonly standing: Standing;
  readonly askedOf: (operation: string) => Asked;
};

/**
 * Runs up to 50 reads in one exchange. Each answers or fails in its own place; a method whose working time is spent is
 * left out, since it counts inside a batch as well.
 */
export async function runBatch(
  commands: readonly Command[],
  { read, operating, standing, askedOf }: BatchParts,
  signal: AbortSignal,
): Promise<(Answer | ProviderError)[]> {
  const refusals = commands.map(({ method }) => operating.refusalOf(method));
  const sent = commands.flatMap((command, index) =>
    refusals[index] === null ? [[keyOf(index), toCommandText(command)] as const] : [],
  );
  if (sent.length === 0) return refusals.filter((refusal) => refusal !== null);
  const call = { method: 'batch', parameters: { halt: 0, cmd: Object.fromEntries(sent) }, commands: sent.length };
  const envelope = await read({ ...call, purpose: 'read' }, signal);
  const parts = recordOf(envelope.result);
  const failures: ProviderError[] = [];
  const answers = commands.map(({ method }, index) => {
    const refusal = refusals[index];
    if (refusal) return refusal;
    const answer = readAnswer(parts, keyOf(index), askedOf(method));
    if (answer instanceof ProviderError) {
      operating.noteRefusal(method, answer);
      failures.push(answer);
    } else operating.noteAnswer(method, readOperatingTime(recordOf(parts.result_time)[keyOf(index)]));
    return answer;
  });
  // A batch of refusals is a refusal; where anything was answered, the vendor does answer.
  if (failures.length === sent.length) standing.noteFailure(failures[0]);
  else standing.noteAnswer();
  return answers;
}

/** Rows in a reply, those of all lists of a batch together; null where it is no list. */
export function countRows(result: unknown, { commands }: Pick<HttpRequest, 'commands'>): number | null {
  if (commands === undefined) return Array.isArray(result) ? result.length : null;
  const lists = Object.values(recordOf(recordOf(result).result)).filter((each) => Array.isArray(each));
  return lists.length === 0 ? null : lists.reduce((sum, rows) => sum + rows.length, 0);
}

/** Names with a letter: maps with them stay maps, unless they are empty and come as []. */
const keyOf = (index: number): string => `c${index}`;

function readAnswer(parts: Readonly<Record<string, unknown>>, key: string, asked: Asked): Answer | ProviderError {
  const errors = recordOf(parts.result_error);
  if (key in errors) return readCommandError(errors[key], asked);
  const results = recordOf(parts.result);
  if (!(key in results)) return unreadable(asked, 'the batch has no answer to it');
  return { result: results[key], total: countOrNull(recordOf(parts.result_total)[key]) };
}
