import type { Agent } from '../domain/agent.ts';
import { quote } from '../domain/quote.ts';
import type { CallLeg } from '../domain/call-leg.ts';
import type { CallKey, CallSession } from '../domain/call-session.ts';
import type { Line } from '../domain/line.ts';
import type { Person, PersonKey } from '../domain/people.ts';
import { SECOND_MS } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import type { Recording } from '../domain/recording.ts';
import { createGraphError } from './graph-error.ts';
import { openSealedText, sealText } from './sealed-text.ts';

/**
 * What a Node id says. Identity is provider and native id; the rest spares the vendor a search: the session a leg or
 * recording belongs to, and the second that session started in (some vendors want a date with an id).
 */
export type GlobalId =
  | { readonly type: 'CallSession'; readonly provider: string; readonly key: CallKey }
  | {
      readonly type: 'CallLeg' | 'Recording';
      readonly provider: string;
      readonly nativeId: string;
      readonly session: CallKey;
    }
  | { readonly type: 'Agent' | 'Queue' | 'Line'; readonly provider: string; readonly nativeId: string }
  | { readonly type: 'Person'; readonly key: PersonKey }
  | { readonly type: 'Provider'; readonly provider: string };

export type NodeTypeName = GlobalId['type'];

const VERSION = 1;
const LETTERS = {
  CallSession: 'c',
  CallLeg: 'l',
  Recording: 'r',
  Agent: 'a',
  Queue: 'q',
  Line: 'n',
  Person: 'h',
  Provider: 'p',
} as const satisfies Record<NodeTypeName, string>;

/** CallSession.id */
export const callSessionId = onceFor((call: Pick<CallSession, 'provider' | 'nativeId' | 'startedAt'>): string =>
  sealText(VERSION, [LETTERS.CallSession, call.provider, call.nativeId, secondOf(call.startedAt)]),
);

/** CallLeg.id, which also names the session the leg is found by. */
export const callLegId = (leg: CallLeg, sessionStartedAt: number): string =>
  sealText(VERSION, [LETTERS.CallLeg, leg.provider, leg.nativeId, leg.sessionId, secondOf(sessionStartedAt)]);

/** Recording.id, which also names the session the recording is found by. */
export const recordingId = onceFor((recording: Recording): string =>
  sealText(VERSION, [
    LETTERS.Recording,
    recording.provider,
    recording.nativeId,
    recording.sessionId,
    secondOf(recording.sessionStartedAt),
  ]),
);

/** Agent.id */
export const agentId = (agent: Pick<Agent, 'provider' | 'nativeId'>): string =>
  sealText(VERSION, [LETTERS.Agent, agent.provider, agent.nativeId]);

/** Queue.id */
export const queueId = (queue: Pick<Queue, 'provider' | 'nativeId'>): string =>
  sealText(VERSION, [LETTERS.Queue, queue.provider, queue.nativeId]);

/** Line.id */
export const lineId = (line: Pick<Line, 'provider' | 'nativeId'>): string =>
  sealText(VERSION, [LETTERS.Line, line.provider, line.nativeId]);

/** Person.id: neither a name nor an address can be read in it. */
export const personId = ({ key }: Pick<Person, 'key'>): string =>
  sealText(VERSION, [
    LETTERS.Person,
    ...(key.by === 'agent' ? [key.provider, key.nativeId] : [`=${key.by}`, key.mark]),
  ]);

/** Provider.id */
export const providerId = (provider: Pick<Provider, 'key'>): string =>
  sealText(VERSION, [LETTERS.Provider, provider.key]);

/** Reads an id a client sent back. Throws BAD_ID for one that this server cannot have made. */
export function readGlobalId(id: string): GlobalId {
  const parts = openSealedText(VERSION, id);
  if (typeof parts === 'string') throw createGraphError('BAD_ID', `The id ${quote(id)} is ${parts}.`);
  const read = readParts(parts);
  if (read === null) throw createGraphError('BAD_ID', `The id ${quote(id)} is damaged.`);
  return read;
}

function readParts(parts: readonly string[]): GlobalId | null {
  const [letter, provider, nativeId, third, fourth] = parts;
  if (letter === LETTERS.Person && provider !== undefined && nativeId !== undefined)
    return { type: 'Person', key: toPersonKey(provider, nativeId) };
  if (provider !== undefined) {
    if (letter === LETTERS.Provider) return { type: 'Provider', provider };
    if (nativeId !== undefined) {
      if (letter === LETTERS.Agent) return { type: 'Agent', provider, nativeId };
      if (letter === LETTERS.Queue) return { type: 'Queue', provider, nativeId };
      if (letter === LETTERS.Line) return { type: 'Line', provider, nativeId };
      if (letter === LETTERS.CallSession) {
        const startedAt = instantOf(third ?? '');
        return startedAt === null ? null : { type: 'CallSession', provider, key: { nativeId, startedAt } };
      }
      const type = letter === LETTERS.CallLeg ? 'CallLeg' : letter === LETTERS.Recording ? 'Recording' : null;
      const startedAt = instantOf(fourth ?? '');
      if (type !== null && third !== undefined && startedAt !== null)
        return { type, provider, nativeId, session: { nativeId: third, startedAt } };
    }
  }
  return null;
}

/** Reads an id that must be of one type: agentIds want Agent.id. Throws BAD_ID. */
export function readIdOf<Type extends NodeTypeName>(type: Type, id: string): Extract<GlobalId, { type: Type }> {
  const read = readGlobalId(id);
  if (read.type !== type)
    throw createGraphError(
      'BAD_ID',
      `The id ${quote(id)} is that of another type: ${read.type}. ${type}.id is wanted here.`,
    );
  return read as Extract<GlobalId, { type: Type }>;
}

/** What nobody changes has one id: a call that is kept is the same object in every answer. */
function onceFor<Item extends object>(toId: (item: Item) => string): (item: Item) => string {
  const ids = new WeakMap<Item, string>();
  return (item) => {
    const known = ids.get(item);
    if (known !== undefined) return known;
    const id = toId(item);
    ids.set(item, id);
    return id;
  };
}

/** No key of a provider begins with "=". */
function toPersonKey(first: string, second: string): PersonKey {
  if (first === '=name' || first === '=email') return { by: first === '=name' ? 'name' : 'email', mark: second };
  return { by: 'agent', provider: first, nativeId: second };
}

const secondOf = (instant: number): string => Math.floor(instant / SECOND_MS).toString(36);

/** Seconds of the years that a DateTime can have: no vendor is asked for others. */
const FIRST_SECOND = Date.parse('0000-01-01T00:00:00Z') / SECOND_MS;
const LAST_SECOND = Date.parse('9999-12-31T23:59:59Z') / SECOND_MS;

/** Null for what `secondOf` would not write. */
function instantOf(text: string): number | null {
  const second = Number.parseInt(text, 36);
  const isOne = second >= FIRST_SECOND && second <= LAST_SECOND && second.toString(36) === text;
  return isOne ? second * SECOND_MS : null;
}
