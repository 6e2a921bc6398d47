import type { Instant } from '../time/instant.ts';

/** Ids by which other systems know a call, as its own vendor wrote them down. */
export type CallReferences = {
  /** Of the telephony session it ran in: native ids of a provider that `ownsSessionIds`. */
  readonly sessionIds: readonly string[];
  /** That an outside system has, or gave it. */
  readonly externalIds: readonly string[];
};

/** An id that leads to calls: their own, or one of their references. */
export type CallLink = {
  readonly by: 'nativeId' | keyof CallReferences;
  readonly id: string;
  /** About when such a call started: within a day. */
  readonly startedAt: Instant;
};

/** Whether a call is one that a link leads to, as far as ids tell. */
export const hasLink = (
  call: { readonly nativeId: string; readonly references?: CallReferences | undefined },
  { by, id }: CallLink,
): boolean => (by === 'nativeId' ? call.nativeId === id : (call.references?.[by].includes(id) ?? false));

/** Why two calls of different providers are one real call, the strongest evidence first. */
export const RELATION_EVIDENCE = ['SHARED_SESSION_ID', 'SHARED_EXTERNAL_ID', 'SAME_NUMBER_AND_TIME'] as const;
export type RelationEvidence = (typeof RELATION_EVIDENCE)[number];
