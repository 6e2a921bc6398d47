import type { Agent, AgentMention } from '../domain/agent.ts';
import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSelection } from '../domain/call-selection.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { Money } from '../domain/money.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { ProviderKind } from '../domain/provider.ts';
import type { Queue } from '../domain/queue.ts';
import type { Recording } from '../domain/recording.ts';
import type { RelationEvidence } from '../domain/call-references.ts';

/** Which parts of a page's calls are read. What is left out is not asked for, and undefined in the joined calls. */
export type PageJoins = {
  /** Fields read of the agents of calls; an empty set is enough to name them. Absent: none. */
  readonly agents?: ReadonlySet<AgentField>;
  readonly queues?: ReadonlySet<QueueField>;
  readonly legs?: boolean;
  /** Fields read of the agents of legs; reads the legs too. */
  readonly legAgents?: ReadonlySet<AgentField>;
  /** The recordings of calls; with `legs`, those of each leg as well. */
  readonly recordings?: boolean;
  /** What was said in recordings, as text; reads the recordings too. */
  readonly transcripts?: boolean;
  readonly cost?: boolean;
  /** What each leg cost; reads the legs too. */
  readonly legCosts?: boolean;
  /** The same real calls at other providers; needs what its evidence reads of the rows, `references` first of all. */
  readonly related?: RelatedJoins;
};

/** Which related calls are looked for, and what is read of them. */
export type RelatedJoins = {
  readonly questions: readonly RelatedQuestion[];
  readonly selectionFor: (kind: ProviderKind) => CallSelection;
  /** The parts of the related calls that are read in turn. */
  readonly joins: PageJoins;
};

/** What counts as the same call, as one selection of `related` asks. */
export type RelatedQuestion = { readonly via: readonly RelationEvidence[]; readonly toleranceSeconds: number };

/** Names a question, whatever the order and number of its words. */
export const relatedKey = ({ via, toleranceSeconds }: RelatedQuestion): string =>
  [...[...new Set(via)].sort(), toleranceSeconds].join(' ');

/** What can be read of an agent beyond its id. */
export type AgentField = Exclude<keyof Agent, 'provider' | 'nativeId'>;
/** What can be read of a queue beyond its id. */
export type QueueField = Exclude<keyof Queue, 'provider' | 'nativeId'>;

/** A part that is there: its value, null for what the vendor does not know, or why it could not be had. */
export type Part<Value> = Value | null | ProviderError;

/** A call with its parts, to be read without waiting. Undefined: not among the page's joins. */
export type JoinedCall = {
  readonly call: CallSession;
  readonly agents: Part<readonly KnownAgent[]> | undefined;
  readonly queues: Part<readonly KnownQueue[]> | undefined;
  readonly legs: Part<readonly JoinedLeg[]> | undefined;
  readonly recordings: Part<readonly Recording[]> | undefined;
  /** By the native id of each recording whose transcript can be opened. */
  readonly transcripts: ReadonlyMap<string, Part<string>> | undefined;
  readonly cost: Part<Money> | undefined;
  /** By `relatedKey` of each question. */
  readonly related: ReadonlyMap<string, Part<readonly RelatedCall[]>> | undefined;
};

/** A call of another provider that is the same real call, and what tells so. */
export type RelatedCall = { readonly session: JoinedCall; readonly via: RelationEvidence };

/** A leg with its parts, to be read without waiting. */
export type JoinedLeg = {
  readonly leg: CallLeg;
  /** Null where no agent took part. */
  readonly agent: KnownAgent | null;
  /** The call's recordings that belong to this leg. */
  readonly recordings: Part<readonly Recording[]> | undefined;
  readonly cost: Part<Money> | undefined;
};

/**
 * An agent as far as known: what the call named, and what the directory added. A field is undefined only where nobody
 * asked for it or `problem` stood in the way; one missing from the directory has null.
 */
export type KnownAgent = AgentMention & { readonly problem: ProviderError | null };

/** A queue as far as known; where its name is null, `problem` says whether it could not be asked. */
export type KnownQueue = Queue & { readonly problem: ProviderError | null };

/** Makes something of a part that is there; what is missing stays so. */
export const mapPart = <From, To>(part: Part<From>, map: (value: From) => To): To | null | ProviderError =>
  part === null || part instanceof ProviderError ? (part as ProviderError | null) : map(part);

/** The items of a part that is there; none otherwise. */
export const listOf = <Item>(part: Part<readonly Item[]> | undefined): readonly Item[] =>
  part == null || part instanceof ProviderError ? [] : part;
