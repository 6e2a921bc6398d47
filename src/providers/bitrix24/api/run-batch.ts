import { ProviderError } from '../../../domain/provider-error.ts';
import { countOrNull, recordOf } from '../../../transport/read-wire.ts';
import type { Connection } from '../../connection/index.ts';
import type { OperatingMemory } from './operating-memory.ts';
import { BUCKET, type RestCall } from './rest.ts';
import { type Asked, type Envelope, readCommandError, resetsInMsOf, unreadable } from './read-envelope.ts';
import { toCommandText } from './to-parameters.ts';
import type { Answer, Command, Parameters } from './wire.ts';

type BatchParts = {
  readonly ask: Connection<RestCall, Envelope>['ask'];
  readonly operating: OperatingMemory;
  readonly askedOf: (operation: string, parameters?: Parameters) => Asked;
};

/**
 * Runs up to 50 reads in one exchange. Each answers or fails in its own place; a method whose working time is spent is
 * left out, since it counts inside a batch as well.
 */
export async function runBatch(
  commands: readonly Command[],
  { ask, operating, askedOf }: BatchParts,
  signal: AbortSignal,
): Promise<(Answer | ProviderError)[]> {
  const refusals = commands.map(({ method }) => operating.refusalOf(method));
  const sent = commands.flatMap((command, index) =>
    refusals[index] === null ? [[keyOf(index), toCommandText(command)] as const] : [],
  );
  if (sent.length === 0) return refusals.filter((refusal) => refusal !== null);
  const parameters = { halt: 0, cmd: Object.fromEntries(sent) };
  const batch = { operation: 'batch', purpose: 'read', budget: BUCKET, parameters, commands: sent.length } as const;
  const envelope = await ask(batch, signal);
  const parts = recordOf(envelope.result);
  return commands.map(({ method }, index) => {
    const refusal = refusals[index];
    if (refusal) return refusal;
    const answer = readAnswer(parts, keyOf(index), askedOf(method, parameters));
    if (answer instanceof ProviderError) operating.noteRefusal(method, answer);
    else operating.noteAnswer(method, resetsInMsOf(recordOf(parts.result_time)[keyOf(index)]));
    return answer;
  });
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
