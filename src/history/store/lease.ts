import type { Instant } from '../../time/instant.ts';

/** The right to write for an account, until somebody else has it: every write checks the epoch. */
export type Lease = {
  readonly name: string;
  readonly holder: string;
  readonly epoch: number;
  readonly expiresAt: Instant;
};
