import type { MethodError, MethodResult, Operating } from './reply.ts';
import { fail, timeOf } from './reply.ts';
import { type Parameters, readInteger, readQuery, withUpperCaseNames } from './read-parameters.ts';

const MAX_COMMANDS = 50;

type RunMethod = (method: string, parameters: Parameters) => { outcome: MethodResult; operating: Operating };

/** Runs the commands of a batch one after the other, later ones reading what earlier ones gave. */
export function runBatch(parameters: Parameters, run: RunMethod, now: () => number): MethodResult {
  const halts = readInteger(parameters.HALT) === 1;
  const answers = new Map<string, unknown>();
  const errors = new Map<string, object>();
  const totals = new Map<string, number>();
  const nexts = new Map<string, number>();
  const times = new Map<string, object>();
  const isList = Array.isArray(parameters.CMD);
  let count = 0;
  for (const [key, command] of commandsOf(parameters)) {
    count += 1;
    const { outcome, operating } =
      count > MAX_COMMANDS
        ? { outcome: TOO_MANY, operating: null }
        : runCommand(command, Object.fromEntries(answers), run);
    if ('error' in outcome) {
      errors.set(key, toBody(outcome.error));
      if (halts) break;
      continue;
    }
    answers.set(key, outcome.result);
    if (outcome.total !== undefined) totals.set(key, outcome.total);
    if (outcome.next !== undefined) nexts.set(key, outcome.next);
    if (operating !== null) times.set(key, timeOf(now(), operating));
  }
  const result = {
    result: toMap(answers, isList),
    result_error: toMap(errors, isList),
    result_total: toMap(totals, isList),
    result_next: toMap(nexts, isList),
    result_time: toMap(times, isList),
  };
  return { result };
}

/** How many commands a batch carries. */
export const countCommands = (parameters: Parameters): number => commandsOf(parameters).length;

const TOO_MANY = fail(400, 'ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded');

function commandsOf(parameters: Parameters): [string, string][] {
  const commands = parameters.CMD;
  if (typeof commands !== 'object' || commands === null) return [];
  return Object.entries(commands).flatMap(([key, command]): [string, string][] =>
    typeof command === 'string' ? [[key, command]] : [],
  );
}

function runCommand(
  command: string,
  answers: object,
  run: RunMethod,
): { outcome: MethodResult; operating: Operating | null } {
  const [method = '', query = ''] = command.split(/\?(.*)/s);
  if (method.toLowerCase() === 'batch')
    return {
      outcome: fail(405, 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage'),
      operating: null,
    };
  const values = new URLSearchParams(query);
  const resolved = new URLSearchParams();
  for (const [name, value] of values) resolved.append(name, resolveReferences(value, answers));
  return run(method, withUpperCaseNames(readQuery(resolved)));
}

/** $result[key][0][ID] becomes what stands there; one that leads nowhere becomes empty text. */
function resolveReferences(value: string, answers: object): string {
  return value.replaceAll(/\$result((?:\[[^[\]]*\])+)/g, (_, path: string) => {
    let place: unknown = answers;
    for (const [, step = ''] of path.matchAll(/\[([^[\]]*)\]/g))
      place = typeof place === 'object' && place !== null ? (place as Record<string, unknown>)[step] : undefined;
    return typeof place === 'string' || typeof place === 'number' ? String(place) : '';
  });
}

const toBody = ({ code, description }: MethodError): object => ({ error: code, error_description: description });

/** PHP writes an empty map, and one whose keys count up from 0, as a list. */
function toMap(map: ReadonlyMap<string, unknown>, isList: boolean): object {
  const isCounting = isList && [...map.keys()].every((key, index) => key === String(index));
  return map.size === 0 || isCounting ? [...map.values()] : Object.fromEntries(map);
}
