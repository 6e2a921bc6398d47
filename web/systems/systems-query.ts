import { graphql } from '../graph/generated/index.ts';

export const System = graphql(`
  fragment System on Provider {
    id
    name
    kind
    settledThrough
    status {
      state
      lastError
      lastErrorKind
      rateLimit {
        limit
        remaining
        resetsAt
      }
    }
    history {
      state
      keptFrom
      keptThrough
      followedThrough
      calls
      progress
      callsPerSecond
      lastReadAt
      lastError
    }
    capabilities {
      pagination
      maxPageSize
      orderFields
      countsCheaply
      hasRecordings
      hasLegs
      canFinishExternalCalls
    }
  }
`);

/** Answered from what the server knows: asking it asks no vendor. */
export const Systems = graphql(`
  query Systems {
    providers {
      id
      ...System
    }
  }
`);
