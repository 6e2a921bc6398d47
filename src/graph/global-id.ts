import { onceFor } from '../domain/once-for.ts';
import { quote } from '../domain/quote.ts';
import type { ProviderKey } from '../loaders/provider-key.ts';
import type { CallLeg } from '../domain/call-leg.ts';
import type { CallKey, CallSession } from '../domain/call-session.ts';
import type { Person, PersonKey } from '../domain/people.ts';
import { SECOND_MS } from '../time/instant.ts';
import type { Provider } from '../domain/provider.ts';
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

/** CallSession.id. What nobody changes has one id: a call that is kept is the same object in every answer. */
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

const entryId =
  (type: 'Agent' | 'Queue' | 'Line') =>
  ({ provider, nativeId }: ProviderKey): string =>
    sealText(VERSION, [LETTERS[type], provider, nativeId]);

/** Agent.id, Queue.id and Line.id */
export const agentId = entryId('Agent');
export const queueId = entryId('Queue');
export const lineId = entryId('Line');

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

const TYPES: ReadonlyMap<string, NodeTypeName> = new Map(
  Object.entries(LETTERS).map(([type, letter]) => [letter, type as NodeTypeName]),
);

function readParts([letter = '', provider, nativeId, ...rest]: readonly string[]): GlobalId | null {
  const type = TYPES.get(letter);
  if (type === undefined || provider === undefined) return null;
  if (type === 'Provider') return { type, provider };
  if (nativeId === undefined) return null;
  if (type === 'Agent' || type === 'Queue' || type === 'Line') return { type, provider, nativeId };
  if (type === 'Person') return { type, key: toPersonKey(provider, nativeId) };
  const [sessionId, second] = type === 'CallSession' ? [nativeId, rest[0]] : rest;
  const startedAt = instantOf(second ?? '');
  if (sessionId === undefined || startedAt === null) return null;
  const session = { nativeId: sessionId, startedAt };
  return type === 'CallSession' ? { type, provider, key: session } : { type, provider, nativeId, session };
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
