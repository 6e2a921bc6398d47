import type { Agent } from '../../../domain/agent.ts';
import type { WallClock } from '../../../time/wall-clock.ts';

/** What a row does not say about itself. */
export type RowContext = {
  readonly provider: string;
  /** The clock that the row's dates are read off. */
  readonly clock: WallClock;
  readonly currency: string | null;
  readonly defaultCountry: string | null;
  /** The user of a name, where the application's directory has been read. */
  readonly findUser: (applicationId: string, userName: string) => Agent | undefined;
};

/** Which parts of a session are made. What is not made is undefined. */
export type RowParts = {
  readonly agents: boolean;
  readonly legs: boolean;
  readonly recordings: boolean;
  readonly cost: boolean;
};

/** Stands for a directory that has not been read. */
export const NO_USERS: RowContext['findUser'] = () => undefined;
