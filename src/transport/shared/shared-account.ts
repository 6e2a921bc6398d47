import type { SharedBudget } from './shared-budget.ts';
import type { SharedToken } from './shared-token.ts';

/** What the processes of a deployment have in common of one vendor account. */
export type SharedAccount = {
  readonly budget: SharedBudget;
  /** Its token; only who knows the secret can read it. */
  token(secret: string): SharedToken;
};
