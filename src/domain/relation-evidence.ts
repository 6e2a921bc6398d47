/** Why two calls of different providers are one real call, the strongest evidence first. */
export const RELATION_EVIDENCE = ['SHARED_SESSION_ID', 'SHARED_EXTERNAL_ID', 'SAME_NUMBER_AND_TIME'] as const;
export type RelationEvidence = (typeof RELATION_EVIDENCE)[number];
