import { waitingAs } from '../../time/waiting-as.ts';

/** Runs what the sync asks of a vendor: in the vendor's line it stands behind everybody who waits for an answer. */
export const behindPeople = <Result>(run: () => Promise<Result>): Promise<Result> =>
  waitingAs({ caller: 'sync', urgency: 'sync' }, run);
