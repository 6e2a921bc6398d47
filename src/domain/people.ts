import { createHash } from 'node:crypto';
import type { Agent, AgentMention } from './agent.ts';
import { compareText } from './call-session.ts';

/** An agent, by its provider's key and the id it has there. */
export type AgentKey = Pick<Agent, 'provider' | 'nativeId'>;

/** A human as the settings name them. */
export type PersonSetting = { readonly name: string; readonly agents: readonly AgentKey[] };

/**
 * Who a person is. An address and a name are told apart by marks, which do not repeat them: an id is seen by more people
 * than an address.
 */
export type PersonKey =
  { readonly by: 'name' | 'email'; readonly mark: string } | ({ readonly by: 'agent' } & AgentKey);

/** One human over all phone systems. */
export type Person = {
  readonly key: PersonKey;
  readonly displayName: string | null;
  readonly email: string | null;
  /** In order of provider and native id. */
  readonly agents: readonly AgentMention[];
};

/** Everybody who is known. */
export type People = {
  /** In order of their names; who has none comes last. */
  readonly inOrder: readonly Person[];
  /** Also by a key that they had before something more was known of them: an agent's, an address's. */
  find(key: PersonKey): Person | null;
};

/**
 * Puts agents together who are one human: those that the settings name together, and those with the same e-mail address in
 * whatever case. Whoever has no address is a person of their own.
 */
export function gatherPeople(agents: readonly Agent[], settings: readonly PersonSetting[] = []): People {
  const known = new Map(agents.map((agent) => [agentText(agent), agent]));
  const settled = settings.map(({ name, agents: keys }) => ({
    name,
    agents: keys.map((key): AgentMention => known.get(agentText(key)) ?? key),
  }));
  const owners = ownersOf(settled);
  const taken = new Set(settled.flatMap((person) => person.agents.map(agentText)));
  const free = Map.groupBy(
    agents.filter((agent) => !taken.has(agentText(agent))),
    (agent) => owners.get(emailOf(agent) ?? '') ?? null,
  );
  const people = [
    ...settled.map((person) =>
      toPerson({ by: 'name', mark: markOf(person.name) }, [...person.agents, ...(free.get(person) ?? [])], person.name),
    ),
    ...gatherByEmail(free.get(null) ?? []),
  ];
  const byKey = new Map<string, Person>();
  for (const person of people)
    for (const key of keysOf(person)) if (!byKey.has(keyText(key))) byKey.set(keyText(key), person);
  return {
    inOrder: people.toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b))),
    find: (key) => byKey.get(keyText(key)) ?? null,
  };
}

/** Somebody of whom nothing but an agent is known. */
export const personOfAgent = (agent: AgentMention): Person => {
  const email = emailOf(agent);
  return toPerson(email === null ? agentKey(agent) : { by: 'email', mark: markOf(email) }, [agent]);
};

/** Where somebody stands in the list: the name as it is compared, and what tells two of the same name apart. */
export const placeOf = ({ key, displayName }: Person): readonly string[] => [
  displayName === null ? LAST : displayName.toLowerCase().slice(0, COMPARED),
  keyText(key),
];

/** The order of the list, over such places. */
export const comparePlaces = (a: readonly string[], b: readonly string[]): number =>
  compareText(a[0] ?? '', b[0] ?? '') || compareText(a[1] ?? '', b[1] ?? '');

/** So much of a name tells its place: a cursor holds it. */
const COMPARED = 40;
const LAST = '\uffff';

type Settled = { readonly name: string; readonly agents: readonly AgentMention[] };

/** To whom of the settings an address belongs; to nobody where several of them have it. */
function ownersOf(settled: readonly Settled[]): Map<string, Settled | null> {
  const owners = new Map<string, Settled | null>();
  for (const person of settled)
    for (const email of new Set(person.agents.flatMap((agent) => emailOf(agent) ?? [])))
      owners.set(email, owners.has(email) ? null : person);
  return owners;
}

function gatherByEmail(agents: readonly Agent[]): Person[] {
  const byKey = Map.groupBy(agents, (agent) => keyText(personOfAgent(agent).key));
  return [...byKey.values()].map((own) => toPerson(personOfAgent(own[0]!).key, own));
}

function toPerson(key: PersonKey, agents: readonly AgentMention[], name: string | null = null): Person {
  const inOrder = agents.toSorted((a, b) => compareText(a.provider, b.provider) || compareText(a.nativeId, b.nativeId));
  return {
    key,
    displayName: name ?? inOrder.find(({ displayName }) => displayName != null)?.displayName ?? null,
    email: inOrder.find((agent) => emailOf(agent) !== null)?.email ?? null,
    agents: inOrder,
  };
}

/** Everything that a person is found by. */
const keysOf = ({ key, agents }: Person): PersonKey[] => [
  key,
  ...agents.map(agentKey),
  ...agents.flatMap((agent): PersonKey | [] => {
    const email = emailOf(agent);
    return email === null ? [] : { by: 'email', mark: markOf(email) };
  }),
];

const agentKey = ({ provider, nativeId }: AgentKey): PersonKey => ({ by: 'agent', provider, nativeId });
const agentText = ({ provider, nativeId }: AgentKey): string => `${provider} ${nativeId}`;
const keyText = (key: PersonKey): string => (key.by === 'agent' ? `agent ${agentText(key)}` : `${key.by} ${key.mark}`);

/** The address that is compared; null for a text that is none. */
function emailOf({ email }: AgentMention): string | null {
  const text = email?.trim().toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text) ? text : null;
}

const markOf = (text: string): string => createHash('sha256').update(`person ${text}`).digest('base64url').slice(0, 22);
